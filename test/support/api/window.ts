import { signedIn, type SignedIn } from './people.js'
import { shopDraft, shopForm } from './shop.js'
import type { TestApi } from './test-app.js'

export const windowGroup = 'gov-services.intake@410202'
export const windowClerk = { login: 'window-clerk', kind: 'staff' as const, displayName: '李窗口', groups: [windowGroup] }

/** A made-up person with right check digits. */
export const visitor = {
  name: '王芳', idNumber: '11010519491231002X', phone: '13800000021', businesses: [{ usci: shopForm.usci, name: shopForm.entity_name }], identitySeen: true
}

export async function clerkOf (api: TestApi, region = '410202'): Promise<SignedIn> {
  return await signedIn(api, { ...windowClerk, login: `window-${region}`, groups: [`gov-services.intake@${region}`] })
}

/** The visitor's file; returns its reference. */
export async function givenFile (clerk: SignedIn): Promise<string> {
  const response = await clerk.ask('POST', '/window/applicants', { payload: visitor })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<{ reference: string }>().reference
}

/** An application taken in for the visitor, who came themself. Returns its id. */
export async function givenInPerson (clerk: SignedIn, changes: Record<string, unknown> = {}): Promise<string> {
  const response = await clerk.ask('POST', '/window/applications', {
    payload: { industry: 'convenience-store', region: '410202', applicant: await givenFile(clerk), usci: shopForm.usci, agent: null, identitySeen: true, ...changes }
  })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<{ id: string }>().id
}

/** The shop as somebody without account fills it in. */
export const pickedUpDraft = { ...shopDraft, form: { ...shopForm, delivery_method: '窗口领取' } }

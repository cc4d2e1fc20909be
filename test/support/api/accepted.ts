import type { Test } from 'tap'
import { issueAcceptance } from '../../../src/cases/acceptance.js'
import { importCalendars } from '../../../src/cases/publication/calendars.js'
import type { WorkerContext } from '../../../src/engine/define-worker.js'
import { catalogueDir } from '../catalogue.js'
import { signedIn, type SignedIn } from './people.js'
import { givenCase, givenRelease } from './shop.js'
import { testApi, type TestApi } from './test-app.js'

export interface AcceptedShop {
  api: TestApi
  applicant: SignedIn
  caseNo: string
  /** Does what a worker does, in a transaction, at the API's time. */
  within (work: (context: WorkerContext) => Promise<void>): Promise<void>
}

/** The shop's case, received, with these of its permits accepted: their limits run. */
export async function acceptedShop (t: Test, permits: string[], { draft = {}, release }: { draft?: Parameters<typeof givenCase>[1], release?: Parameters<typeof givenRelease>[1] } = {}): Promise<AcceptedShop> {
  const api = await testApi(t)
  const { database, clock } = api
  await givenRelease(database, release)
  await importCalendars(database, catalogueDir)
  const applicant = await signedIn(api, { login: 'shopkeeper', kind: 'applicant' })
  const caseNo = await givenCase(applicant, draft)
  const within: AcceptedShop['within'] = async (work) => await database.transaction(async (tx) => await work({ tx, clock } as unknown as WorkerContext))
  await database('sub_case').where({ case_no: caseNo }).update({ state: 'received', received_at: clock.now() })
  for (const subCaseNo of await database('sub_case').where({ case_no: caseNo }).whereIn('permit', permits).pluck<string[]>('sub_case_no')) {
    await within(async (context) => await issueAcceptance(context, subCaseNo))
  }
  return { api, applicant, caseNo, within }
}

import { ApiFailure, ask, messageOf, upload } from '../../api/client.ts'
import { forgetPhoto, keptPhotosOf, type KeptPhoto } from './device-store.ts'

/** `waits`: there is no network just now, the server can't, or somebody else is signed in; what the server refuses stays on the device. */
export type Sending = { outcome: 'sent' } | { outcome: 'waits' | 'refused', problem: string }

/** Sends one photo, or that it was taken off, in the name of who took it; the device forgets it once the server has it. */
export async function sendPhoto (photo: KeptPhoto): Promise<Sending> {
  try {
    if (photo.isRemoved === true) await takeDown(photo)
    else await upload('PUT', addressOf(photo), formOf(photo), undefined, photo.login)
  } catch (error) {
    const outcome = error instanceof ApiFailure && error.isFinal ? 'refused' : 'waits'
    if (outcome === 'refused' && photo.isRemoved === true) await forgetPhoto(photo.id).catch(() => {})
    return { outcome, problem: messageOf(error) }
  }
  await forgetPhoto(photo.id).catch(() => {})
  return { outcome: 'sent' }
}

/** Everything that waits on this device for its person, who is signed in again. */
export async function sendKeptPhotos (login: string): Promise<void> {
  for (const photo of await keptPhotosOf(login)) if ((await sendPhoto(photo)).outcome === 'waits') return
}

/** @throws ApiFailure; one that the server hasn't got is gone already */
export async function takeDown ({ visitNo, id, login }: Pick<KeptPhoto, 'visitNo' | 'id' | 'login'>): Promise<void> {
  try {
    await ask('DELETE', `/visits/${visitNo}/photos/${id}`, { as: login })
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 404) throw error
  }
}

function addressOf ({ visitNo, id, stage, item, signer, takenAt }: KeptPhoto): string {
  const query = new URLSearchParams({ stage, takenAt, ...item ?? {}, ...(signer === null ? {} : { signer }) })
  return `/visits/${visitNo}/photos/${id}?${query.toString()}`
}

function formOf ({ file }: KeptPhoto): FormData {
  const form = new FormData()
  form.set('file', file, file.type === 'image/png' ? 'signature.png' : 'photo.jpg')
  return form
}

import type { TaskDetail } from '../../api/types.ts'
import { keptDraft } from '../task/kept-draft.ts'

/** A photo or signature that waits on this device until the server has it. */
export interface KeptPhoto {
  id: string
  login: string
  taskKey: string
  visitNo: string
  stage: 'inspection' | 'recheck'
  /** The item that it shows; null: the place as a whole, or a signature. */
  item: { subCaseNo: string, checkItem: string } | null
  signer: string | null
  takenAt: string
  file: Blob
  /** Taken off while nobody knew whether the server has it: it is to be taken down there. */
  isRemoved?: boolean
}

/** A task as it was seen last, with what was filled in since; `submission`: what is to be handed in as soon as there is a network. */
export interface KeptInspection {
  login: string
  taskKey: string
  task: TaskDetail
  team: string[]
  submission: Record<string, unknown> | null
}

const version = 1
let opened: Promise<IDBDatabase> | undefined

async function openStore (): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('onelicence', version)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('photos', { keyPath: 'id' }).createIndex('task', ['login', 'taskKey'])
      request.result.createObjectStore('inspections', { keyPath: ['login', 'taskKey'] })
    })
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error('this browser keeps nothing', { cause: request.error })))
  })
  try {
    return await opened
  } catch (error) {
    opened = undefined
    throw error
  }
}

/** Done once the device has it, not merely asked for. */
async function within<Result> (store: 'photos' | 'inspections', mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const transaction = (await openStore()).transaction(store, mode)
  const request = act(transaction.objectStore(store))
  return await new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result))
    transaction.addEventListener('abort', () => reject(new Error('the device did not keep it', { cause: transaction.error })))
  })
}

/** @throws when the device keeps nothing: its space is used up, or the window is private */
export async function keepPhoto (photo: KeptPhoto): Promise<void> {
  await within('photos', 'readwrite', (store) => store.put(photo))
}

export async function keptPhotos (login: string, taskKey: string): Promise<KeptPhoto[]> {
  return await within<KeptPhoto[]>('photos', 'readonly', (store) => store.index('task').getAll([login, taskKey]))
}

export async function keptPhotosOf (login: string): Promise<KeptPhoto[]> {
  return (await within<KeptPhoto[]>('photos', 'readonly', (store) => store.getAll())).filter((one) => one.login === login)
}

export async function forgetPhoto (id: string): Promise<void> {
  await within('photos', 'readwrite', (store) => store.delete(id))
}

export async function keepInspection (inspection: KeptInspection): Promise<void> {
  await within('inspections', 'readwrite', (store) => store.put(inspection))
}

export async function keptInspection (login: string, taskKey: string): Promise<KeptInspection | undefined> {
  return await within<KeptInspection | undefined>('inspections', 'readonly', (store) => store.get([login, taskKey]))
}

export async function forgetInspection (login: string, taskKey: string): Promise<void> {
  await within('inspections', 'readwrite', (store) => store.delete([login, taskKey]))
}

export interface Unsent { login: string, taskKey: string, applicant: string, photos: number, isSubmitted: boolean }

/** This person's inspections of which something hasn't been sent yet. */
export async function unsentInspections (login: string): Promise<Unsent[]> {
  return (await keptInspections()).filter((one) => one.login === login && isUnsent(one))
}

/** What somebody else's hands left on this device: how much, not whose nor of what. */
export async function unsentOfOthers (login: string): Promise<{ photos: number, records: number }> {
  const photos = (await within<KeptPhoto[]>('photos', 'readonly', (store) => store.getAll())).filter((one) => one.login !== login).length
  const records = (await keptInspections()).filter((one) => one.login !== login && one.isSubmitted).length
  return { photos, records }
}

/** Takes off the device what has been sent or has nothing to send; `of` says whose. What waits stays, for its own person. */
export async function forgetSent (of: (login: string) => boolean): Promise<void> {
  for (const one of await keptInspections()) {
    if (of(one.login) && !isUnsent(one) && keptDraft(one.login, one.taskKey) === undefined) await forgetInspection(one.login, one.taskKey)
  }
}

function isUnsent ({ photos, isSubmitted }: Unsent): boolean {
  return photos > 0 || isSubmitted
}

async function keptInspections (): Promise<Unsent[]> {
  const inspections = await within<KeptInspection[]>('inspections', 'readonly', (store) => store.getAll())
  return await Promise.all(inspections.map(async ({ login, taskKey, task, submission }) =>
    ({ login, taskKey, applicant: task.applicant, photos: (await keptPhotos(login, taskKey)).length, isSubmitted: submission !== null })))
}

import { computed, onBeforeUnmount, onMounted, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { ask } from '../../api/client.ts'
import type { VisitsOfCase } from '../../api/types.ts'
import { forgetPhoto, keepPhoto, keptPhotos, type KeptPhoto } from './device-store.ts'
import type { Stage } from './findings.ts'
import { sendPhoto, takeDown } from './send-photo.ts'

export type Item = KeptPhoto['item']

export interface ShownPhoto {
  id: string
  item: Item
  signer: string | null
  /** Where the browser finds it: on this device, or at the server. */
  url: string
  /** `waiting` on this device, `sent` to the server, `refused` by it. */
  state: 'waiting' | 'sent' | 'refused'
  problem: string
}

export interface Photos {
  shown: ShallowRef<ShownPhoto[]>
  waiting: ComputedRef<number>
  /** What the server won't take: somebody has to look at it, and to take it off. */
  refused: ComputedRef<number>
  /** Set when this device keeps nothing: then the page must stay open until all is sent. */
  problem: ShallowRef<string>
  add (file: Blob, about: { item: Item, signer: string | null }): Promise<void>
  remove (id: string): Promise<void>
  /** Sends what waits, one after the other; whether nothing waits any more. */
  send (): Promise<boolean>
}

export const photoStateNames: Record<ShownPhoto['state'], string> = { waiting: '待发送', sent: '已发送', refused: '没有收下' }

const retryMs = 5_000

/** Photos of a visit: on the device at once, at the server as soon as there is a network, there once however often they are sent. */
export function usePhotos (of: { login: string, taskKey: string, visitNo: string, caseNo: string, stage: Stage }): Photos {
  const shown = shallowRef<ShownPhoto[]>([])
  const problem = shallowRef('')
  const files = new Map<string, KeptPhoto>()
  const countOf = (wanted: ShownPhoto['state']): number => shown.value.filter(({ state }) => state === wanted).length
  const [waiting, refused] = [computed(() => countOf('waiting')), computed(() => countOf('refused'))]
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<boolean> | undefined
  let underWay: { id: string, done: Promise<unknown> } | undefined
  let isOver = false

  function show (photo: KeptPhoto): void {
    files.set(photo.id, photo)
    shown.value = [...shown.value, { id: photo.id, item: photo.item, signer: photo.signer, url: URL.createObjectURL(photo.file), state: 'waiting', problem: '' }]
  }

  function change (id: string, changes: Partial<ShownPhoto>): void {
    shown.value = shown.value.map((one) => one.id === id ? { ...one, ...changes } : one)
  }

  async function add (file: Blob, { item, signer }: { item: Item, signer: string | null }): Promise<void> {
    const { login, taskKey, visitNo, stage } = of
    const photo: KeptPhoto = { id: crypto.randomUUID(), login, taskKey, visitNo, stage, item, signer, takenAt: new Date().toISOString(), file }
    show(photo)
    try {
      await keepPhoto(photo)
    } catch {
      problem.value = '这台设备存不下照片（空间不足，或者是无痕浏览），发送完以前请不要关闭页面'
    }
    send()
  }

  async function remove (id: string): Promise<void> {
    if (underWay?.id === id) await underWay.done
    const state = shown.value.find((one) => one.id === id)?.state
    const kept = files.get(id)
    if (state === 'sent') await takeDown({ ...of, id })
    shown.value = shown.value.filter((one) => one.id !== id)
    if (state === 'waiting' && kept !== undefined) return await takeBack(kept)
    files.delete(id)
    await forgetPhoto(id)
  }

  /** Without an answer nobody knows whether the server has it: it is told once it can be. */
  async function takeBack (photo: KeptPhoto): Promise<void> {
    const removed = { ...photo, isRemoved: true }
    files.set(photo.id, removed)
    await keepPhoto(removed).catch(() => {})
    send()
  }

  async function send (): Promise<boolean> {
    sending ??= sendAll().finally(() => { sending = undefined })
    return await sending
  }

  async function sendAll (): Promise<boolean> {
    clearTimeout(timer)
    for (let next = nextToSend(); next !== undefined; next = nextToSend()) {
      if (!await sendOne(next)) {
        if (!isOver) timer = setTimeout(send, retryMs)
        return false
      }
    }
    return true
  }

  function nextToSend (): KeptPhoto | undefined {
    const waits = new Set(shown.value.filter(({ state }) => state === 'waiting').map(({ id }) => id))
    return [...files.values()].find(({ id, isRemoved }) => isRemoved === true || waits.has(id))
  }

  /** False: it is to be tried again; what the server refuses for good stays on the device, with its reason. */
  async function sendOne (photo: KeptPhoto): Promise<boolean> {
    const done = sendPhoto(photo)
    underWay = { id: photo.id, done }
    const sending = await done
    underWay = undefined
    if (sending.outcome === 'waits') return false
    if (sending.outcome === 'refused') {
      if (photo.isRemoved === true) files.delete(photo.id)
      change(photo.id, { state: 'refused', problem: sending.problem })
      return true
    }
    change(photo.id, { state: 'sent' })
    files.delete(photo.id)
    return true
  }

  /** What the server has already, from this device or another. */
  async function loadSent (): Promise<void> {
    const { visits } = await ask<VisitsOfCase>('GET', `/cases/${of.caseNo}/visits`)
    const sent = visits.find(({ visitNo }) => visitNo === of.visitNo)?.photos.filter(({ stage }) => stage === of.stage) ?? []
    const known = new Set([...shown.value.map(({ id }) => id), ...files.keys()])
    shown.value = [...shown.value, ...sent.filter(({ photoId }) => !known.has(photoId)).map(({ photoId: id, subCaseNo, checkItem, signer, href }): ShownPhoto => ({
      id, item: subCaseNo === null || checkItem === null ? null : { subCaseNo, checkItem }, signer, url: href, state: 'sent', problem: ''
    }))]
  }

  onMounted(async () => {
    window.addEventListener('online', send)
    for (const photo of await keptPhotos(of.login, of.taskKey).catch(() => [])) {
      if (photo.isRemoved === true) files.set(photo.id, photo)
      else show(photo)
    }
    await loadSent().catch(() => {})
    await send()
  })
  onBeforeUnmount(() => {
    isOver = true
    window.removeEventListener('online', send)
    clearTimeout(timer)
    for (const { url } of shown.value) if (url.startsWith('blob:')) URL.revokeObjectURL(url)
  })
  return { shown, waiting, refused, problem, add, remove, send }
}

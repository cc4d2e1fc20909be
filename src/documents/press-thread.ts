import { constants, platform, setPriority } from 'node:os'
import type { DrawingOrder } from './press.js'
import { renderDocument } from './render.js'

// Nobody waits for a document as for a task. Linux knows priorities of threads; elsewhere this would slow the whole process.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

/** What the press's thread does with an order. */
export default async function draw ({ document, mode }: DrawingOrder): Promise<Uint8Array> {
  return await renderDocument(document, mode)
}

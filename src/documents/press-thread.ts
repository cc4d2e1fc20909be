import { constants, platform, setPriority } from 'node:os'
import { renderEdition } from './guide/render-edition.js'
import { renderGuide } from './guide/render-guide.js'
import type { DrawingOrder } from './press.js'
import { renderDocument } from './render.js'

// Nobody waits for a document as for a task. Linux knows priorities of threads; elsewhere this would slow the whole process.
if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

/** What the press's thread does with an order. */
export default async function draw (order: DrawingOrder): Promise<Uint8Array> {
  if ('guide' in order) return await renderGuide(order.guide)
  if ('edition' in order) return await renderEdition(order.edition)
  return await renderDocument(order.document, order.mode)
}

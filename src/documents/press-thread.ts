import type { DrawingOrder } from './press.js'
import { renderDocument } from './render.js'

/** What the press's thread does with an order. */
export default async function draw ({ document, mode }: DrawingOrder): Promise<Uint8Array> {
  return await renderDocument(document, mode)
}

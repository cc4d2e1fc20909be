import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { SealMode } from './layout/draw-letter.js'
import type { EditionAnnouncement } from './guide/render-edition.js'
import type { GuidePrint } from './guide/render-guide.js'
import type { RenderableDocument } from './render.js'

/** Draws documents beside the process's own work: ten milliseconds of drawing a page would hold up every job and request. */
export interface Press {
  /** The PDF of a document, see `renderDocument`. Throws what drawing threw. */
  draw (document: RenderableDocument, mode: SealMode): Promise<Buffer>
  /** The PDF of a guide, see `renderGuide`. */
  drawGuide (print: GuidePrint): Promise<Buffer>
  /** The PDF of an edition of the 目录清单, see `renderEdition`. */
  drawEdition (edition: EditionAnnouncement): Promise<Buffer>
  /** Ends the thread; what waits to be drawn is refused. */
  close (): Promise<void>
}

export type DrawingOrder = { document: RenderableDocument, mode: SealMode } | { guide: GuidePrint } | { edition: EditionAnnouncement }

/** The fonts are 40 MB, kept no longer than there is something to draw. */
const idleMs = 10_000

/** One thread, begun with the first document and ended when none has come for a while. */
export function createPress (): Press {
  const ownExtension = extname(fileURLToPath(import.meta.url))
  const pool = new Piscina({
    filename: new URL(`./press-thread${ownExtension}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMs
  })
  const drawn = async (order: DrawingOrder): Promise<Buffer> => {
    const bytes = await pool.run(order) as Uint8Array
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  return {
    async draw ({ document_no: documentNo, kind, title, data, issued_at: issuedAt }, mode) {
      return await drawn({ document: { document_no: documentNo, kind, title, data, issued_at: issuedAt }, mode })
    },
    drawGuide: async (guide) => await drawn({ guide }),
    drawEdition: async (edition) => await drawn({ edition }),
    close: async () => await pool.destroy()
  }
}

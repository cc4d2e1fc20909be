import { documentKinds, type DocumentKind } from '../src/documents/kinds.js'
import { renderDocument } from '../src/documents/render.js'
import { sampleDocument } from '../test/support/document-samples.js'
import { printTable } from './figures.js'

/** What a platform on two cores must at least draw beside its other work. */
const aimedPerSecond = 20

export interface DocumentFigures { firstMs: number, documentsPerSecond: number, bytesPerDocument: number, residentMegabytes: number }

/** Draws `count` documents of all kinds in turn in this one process; the first one also reads the fonts. */
export async function measureDocuments (count: number): Promise<DocumentFigures> {
  const kinds = Object.keys(documentKinds) as DocumentKind[]
  const firstMs = await timed(async () => { await renderDocument(sampleDocument(kinds[0]!), { seals: 'demo' }) })
  let bytes = 0
  const ms = await timed(async () => {
    for (let index = 0; index < count; index++) {
      bytes += (await renderDocument(sampleDocument(kinds[index % kinds.length]!), { seals: 'demo' })).length
    }
  })
  return {
    firstMs: Math.round(firstMs),
    documentsPerSecond: Math.round(count / ms * 1000),
    bytesPerDocument: Math.round(bytes / count),
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6)
  }
}

async function timed (act: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** How fast documents are drawn, in this process alone. */
export async function benchDocuments (_directory: string, _closers: unknown, { isQuick }: { isQuick: boolean }): Promise<void> {
  const count = isQuick ? 100 : 400
  const { firstMs, documentsPerSecond, bytesPerDocument, residentMegabytes } = await measureDocuments(count)
  const kinds = Object.keys(documentKinds).length
  printTable(`documents: ${count} of all ${kinds} kinds in turn, one core`, ['', 'documents/s', 'ratio', 'first ms', 'bytes each', 'resident MB'],
    [['drawn', documentsPerSecond, documentsPerSecond / aimedPerSecond, firstMs, bytesPerDocument, residentMegabytes]])
  console.log(`ratio: documents/s against the aim of ${aimedPerSecond}/s (aim ≥ 1)`)
}

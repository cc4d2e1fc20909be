import { createHash } from 'node:crypto'
import { documentKinds, type DocumentKind } from '../src/documents/kinds.js'
import { renderDocument } from '../src/documents/render.js'
import { makeKeyPair, signDigests } from '../src/documents/signing/signature.js'
import { sampleDocument } from '../test/support/document-samples.js'
import { printTable, type Cell } from './figures.js'

/** What a platform on two cores must at least draw beside its other work. */
const aimedPerSecond = 20

export interface DocumentFigures { firstMs: number, documentsPerSecond: number, cpuMsPerDocument: number, bytesPerDocument: number, residentMegabytes: number }

/** Draws `count` documents of all kinds in turn in this one process and does `then` with each; the first one also reads the fonts. */
export async function measureDocuments (count: number, then: (pdf: Buffer) => void = () => {}): Promise<DocumentFigures> {
  const kinds = Object.keys(documentKinds) as DocumentKind[]
  const firstMs = await timed(async () => { await renderDocument(sampleDocument(kinds[0]!), { seals: 'demo' }) })
  let bytes = 0
  const cpuBefore = process.cpuUsage()
  const ms = await timed(async () => {
    for (let index = 0; index < count; index++) {
      const pdf = await renderDocument(sampleDocument(kinds[index % kinds.length]!), { seals: 'demo' })
      then(pdf)
      bytes += pdf.length
    }
  })
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    firstMs: Math.round(firstMs),
    documentsPerSecond: Math.round(count / ms * 1000),
    cpuMsPerDocument: (user + system) / 1000 / count,
    bytesPerDocument: Math.round(bytes / count),
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6)
  }
}

async function timed (act: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** As an archived document is: SHA-256, SM3, the organ's SM2 signature over both. */
function digestAndSign (key: ReturnType<typeof makeKeyPair>): (pdf: Buffer) => void {
  return (pdf) => {
    const [sha256, sm3] = ['sha256', 'sm3'].map((algorithm) => createHash(algorithm).update(pdf).digest('hex')) as [string, string]
    signDigests({ documentNo: '汴龙烟准许〔2026〕000001号', sha256, sm3 }, key)
  }
}

/** How fast documents are drawn, and drawn and signed, in this process alone. */
export async function benchDocuments (_directory: string, _closers: unknown, { isQuick }: { isQuick: boolean }): Promise<void> {
  const count = isQuick ? 100 : 400
  const kinds = Object.keys(documentKinds).length
  const row = (name: string, { firstMs, documentsPerSecond, cpuMsPerDocument, bytesPerDocument, residentMegabytes }: DocumentFigures): Cell[] =>
    [name, documentsPerSecond, documentsPerSecond / aimedPerSecond, cpuMsPerDocument, firstMs, bytesPerDocument, residentMegabytes]
  const drawn = row('drawn', await measureDocuments(count))
  const signed = row('drawn and signed', await measureDocuments(count, digestAndSign(makeKeyPair())))
  printTable(`documents: ${count} of all ${kinds} kinds in turn, one core`, ['', 'documents/s', 'ratio', 'CPU ms each', 'first ms', 'bytes each', 'resident MB'], [drawn, signed])
  console.log(`ratio: documents/s against the aim of ${aimedPerSecond}/s (aim ≥ 1); CPU ms each says the same of a busy machine (aim ≤ ${1000 / aimedPerSecond})`)
}

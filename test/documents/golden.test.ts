import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { documentKinds, type DocumentKind } from '../../src/documents/kinds.js'
import { renderDocument } from '../../src/documents/render.js'
import { projectRoot } from '../../src/project-root.js'
import { documentVariants, sampleDocument } from '../support/document-samples.js'
import { pdfLines } from '../support/pdf-text.js'

/** The words of every document as people approved them. `WRITE_GOLDEN=1 npm test -- test/documents/golden.test.ts` writes them anew: read the difference. */
const folder = join(projectRoot(), 'test/documents/golden')
const isWriting = process.env.WRITE_GOLDEN === '1'
const papers = (Object.keys(documentKinds) as DocumentKind[]).flatMap((kind) => [
  { name: kind, document: sampleDocument(kind) },
  ...Object.entries(documentVariants[kind] ?? {}).map(([variant, data]) => ({ name: `${kind}.${variant}`, document: sampleDocument(kind, data) }))
])

for (const { name, document } of papers) {
  t.test(`the printed words of ${name} are those approved`, async (t) => {
    const file = join(folder, `${name}.txt`)
    const printed = (await pdfLines(await renderDocument(document, { seals: 'demo' }))).join('\n') + '\n'
    if (isWriting) await writeFile(file, printed)

    t.equal(printed, await readFile(file, 'utf8'))
  })
}

t.test('every approved text belongs to a kind', async (t) => {
  t.same((await readdir(folder)).sort(), papers.map(({ name }) => `${name}.txt`).sort())
})

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { documentKinds, type DocumentKind } from '../../src/documents/kinds.js'
import { renderDocument } from '../../src/documents/render.js'
import { projectRoot } from '../../src/project-root.js'
import { sampleDocument } from '../support/document-samples.js'
import { pdfLines } from '../support/pdf-text.js'

/** The words of every document as people approved them. `WRITE_GOLDEN=1 npm test -- test/documents/golden.test.ts` writes them anew: read the difference. */
const folder = join(projectRoot(), 'test/documents/golden')
const isWriting = process.env.WRITE_GOLDEN === '1'
const kinds = Object.keys(documentKinds) as DocumentKind[]

for (const kind of kinds) {
  t.test(`the printed words of ${kind} are those approved`, async (t) => {
    const file = join(folder, `${kind}.txt`)
    const printed = (await pdfLines(await renderDocument(sampleDocument(kind), { seals: 'demo' }))).join('\n') + '\n'
    if (isWriting) await writeFile(file, printed)

    t.equal(printed, await readFile(file, 'utf8'))
  })
}

t.test('every approved text belongs to a kind', async (t) => {
  t.same((await readdir(folder)).sort(), kinds.map((kind) => `${kind}.txt`).sort())
})

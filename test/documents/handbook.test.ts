import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { renderHandbook } from '../../src/documents/guide/render-handbook.js'
import { catalogueDir } from '../support/catalogue.js'
import { pdfText } from '../support/pdf-text.js'

const catalogue = await loadCatalogue(catalogueDir)

async function handbook (...args: string[]): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const io = { env: { PUBLIC_URL: 'https://ywyz.example.cn/' }, stdin: Readable.from([]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, ['handbook', ...args], io)
  return { code, output: lines.join('\n') }
}

for (const id of Object.keys(catalogue.industries)) {
  t.test(`the handbook of ${id} tells who does what by when, and how it is supervised`, async (t) => {
    const industry = resolveIndustry(catalogue, id)

    const { text, pages } = await pdfText(await renderHandbook({ industry, source: '第1版', issuedAt: new Date('2026-11-23T10:00:00+08:00') }))

    for (const title of ['一、总则', '办理条件', '要交的材料', '办理流程', '各环节的职责和期限', '一同核查', '事中事后监管', '设定依据']) t.match(text, title)
    for (const { name, department } of industry.permits) t.ok(text.includes(name.replace(/\s/g, '')) && text.includes(department.name), name)
    t.match(text, `第${pages}页共${pages}页`)
    t.notMatch(text, /undefined|NaN|\[object|〓|待核/)
  })
}

t.test('handbook and poster are written from the files, the poster with the industry\'s address', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'onelicence-handbook-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))

  const { code, output } = await handbook('ktv', '--draft', '--out', join(folder, 'new'))

  t.equal(code, 0, output)
  t.match(output, /已写出 .*ktv-handbook\.pdf\n已写出 .*ktv-poster\.pdf/)
  t.match((await pdfText(await readFile(join(folder, 'new/ktv-handbook.pdf')))).text, /歌舞娱乐场所.*工作规范.*草稿，未发布/)
  const poster = await pdfText(await readFile(join(folder, 'new/ktv-poster.pdf')))
  t.equal(poster.pages, 1)
  t.match(poster.text, 'https://ywyz.example.cn/industries/ktv')
})

t.test('an unknown industry, none, and a folder that can\'t be written are refused with what to do', async (t) => {
  const unknown = await handbook('casino', '--draft')
  const none = await handbook()
  const unwritable = await handbook('ktv', '--draft', '--out', '/dev/null/x')

  t.match(unknown, { code: 1, output: /没有这个行业：casino\n解决办法：可选：/ })
  t.match(none, { code: 2, output: /请写明一个行业/ })
  t.match(unwritable, { code: 1, output: /写不到目录 \/dev\/null\/x/ })
})

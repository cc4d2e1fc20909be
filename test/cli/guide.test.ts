import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { pdfText } from '../support/pdf-text.js'
import type { Scope } from '../support/scope.js'

async function guide (...args: string[]): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  // Neither a database nor an engine is there to be asked
  const io = { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, stdin: Readable.from([]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, ['guide', ...args], io)
  return { code, output: lines.join('\n') }
}

async function file (t: Scope, name: string, text: string | Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onelicence-guide-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

t.test('with every permit chosen the data have the merged form\'s fields', async (t) => {
  const { code, output } = await guide('convenience-store', '--all', '--json')
  const told = JSON.parse(output) as Record<'permits' | 'fields' | 'materials', { id: string }[]>

  t.equal(code, 0)
  t.strictSame([told.permits.length, told.fields.length, told.materials.length], [9, 98, 35])
})

t.test('answers from a file decide which permits are told, as YAML or JSON, alone or with permits', async (t) => {
  const answers = { sells_food: true, food_prepackaged_only: true, sells_tobacco: true }
  const permitsOf = async (name: string, text: string): Promise<string[]> => {
    const { output } = await guide('convenience-store', '--answers', await file(t, name, text), '--json')
    return (JSON.parse(output) as { permits: { id: string }[] }).permits.map(({ id }) => id)
  }

  t.strictSame(await permitsOf('a.yaml', 'sells_food: true\nfood_prepackaged_only: true\nsells_tobacco: true\n'), ['food-prepackaged-filing', 'tobacco-retail'])
  t.strictSame(await permitsOf('a.json', JSON.stringify(answers)), ['food-prepackaged-filing', 'tobacco-retail'])
  t.strictSame(await permitsOf('b.json', JSON.stringify({ answers, permits: ['food-prepackaged-filing'] })), ['food-prepackaged-filing'])
})

t.test('without --json it is a text to read, with what is still to be answered', async (t) => {
  const { code, output } = await guide('ktv')

  t.equal(code, 0)
  t.match(output, '还没有回答：是否外商投资？（ent_foreign）')
  t.match(output, /十、说明/)
  t.notMatch(output, /待核|undefined|\[object/)
})

t.test('the PDF is written as well, and says that it is a draft', async (t) => {
  const target = await file(t, 'guide.pdf', '')

  const { code } = await guide('printing-shop', '--all', '--pdf', target)

  t.equal(code, 0)
  t.match((await pdfText(await readFile(target))).text, '草稿，未发布')
})

const wrong: [title: string, args: (t: Scope) => Promise<string[]>, code: number, expected: RegExp][] = [
  ['an unknown industry', async () => ['casino'], 1, /没有这个行业：casino\n解决办法：可选：.*convenience-store（便利店）/],
  ['no industry', async () => [], 2, /请写明一个行业/],
  ['--all with --answers', async () => ['ktv', '--all', '--answers', 'a.yaml'], 2, /只能用一个/],
  ['a file that is not there', async () => ['ktv', '--answers', '/nowhere/a.yaml'], 1, /没有文件 \/nowhere\/a\.yaml/],
  ['broken YAML', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'a: [1')], 1, /a\.yaml：第 1 行不是正确的 YAML 或 JSON：.*括号/],
  ['an alias without an anchor', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'ent_foreign: *no')], 1, /a\.yaml：不是正确的 YAML 或 JSON：引用（\*名称）没有对应的锚点/],
  ['a file in GBK', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', Buffer.from([0x61, 0x3A, 0x20, 0xCA, 0xC7]))], 1, /a\.yaml：不是 UTF-8 编码（可能是 GBK）/],
  ['a list instead of answers', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', '- 1')], 1, /应为“问题标识: 回答”/],
  ['an unknown question', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'sells_gold: true')], 1, /sells_gold：没有这个问题（可选：.*ent_foreign/],
  ['an answer that is no option', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'ent_foreign: maybe')], 1, /ent_foreign（是否外商投资？）：应选“是”或“否”/],
  ['a county that is none', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'premises_division: here')], 1, /premises_division（.*不在选项之内（可选：\d{6}/],
  ['an unknown permit', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'answers: {}\npermits: [gold-trade]')], 1, /没有这个事项：gold-trade（可选：ent-business/],
  ['something beside answers', async (t) => ['ktv', '--answers', await file(t, 'a.yaml', 'answers: {}\nform: {}')], 1, /answers 和 permits 之外不应有 form/],
  ['a PDF that can\'t be written', async () => ['ktv', '--all', '--pdf', '/nowhere/a.pdf'], 1, /写不了文件 \/nowhere\/a\.pdf/]
]
for (const [title, args, code, expected] of wrong) {
  t.test(`${title} is refused with what to do`, async (t) => {
    const answer = await guide(...await args(t))

    t.equal(answer.code, code)
    t.match(answer.output, expected)
  })
}

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { connectDatabase } from '../../src/database/connection.js'
import { givenRelease } from '../support/api/shop.js'
import { testDatabaseUrl } from '../support/database.js'
import { pdfText, pdfTexts } from '../support/pdf-text.js'
import type { Scope } from '../support/scope.js'

async function handbook (args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const io = { env, stdin: Readable.from([]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, ['handbook', ...args], io)
  return { code, output: lines.join('\n') }
}

async function folder (t: Scope): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-handbook-'))
  t.teardown(async () => await rm(directory, { recursive: true, force: true }))
  return directory
}

async function publishedShop (t: Scope): Promise<string> {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 1 })
  await givenRelease(database)
  await database.destroy()
  return url
}

t.test('the handbook and the poster are made from the published release, and say so', async (t) => {
  const out = await folder(t)

  const { code, output } = await handbook(['convenience-store', '--out', out], { DATABASE_URL: await publishedShop(t), PUBLIC_URL: 'https://permits.example.gov.cn/' })

  t.equal(code, 0, output)
  const { text, pages } = await pdfText(await readFile(join(out, 'convenience-store-handbook.pdf')))
  t.match(text, '便利店行业综合许可证工作规范')
  t.equal(text.match(/便利店第1版（\d+年\d+月\d+日发布）/g)?.length, pages, 'at the foot of every page')
  for (const title of ['办理条件', '要交的材料', '办理流程', '各环节的职责和期限', '一同核查', '事中事后监管']) t.match(text, title)
  const poster = await pdfText(await readFile(join(out, 'convenience-store-poster.pdf')))
  t.equal(poster.pages, 1)
  t.match(poster.text, /开便利店.*食品经营许可.*https:\/\/permits\.example\.gov\.cn\/industries\/convenience-store/)
})

for (const id of ['ktv', 'internet-cafe', 'bathhouse']) {
  t.test(`with --draft those of ${id} are made from the files, without a database, and nothing is off the paper`, async (t) => {
    const out = await folder(t)

    const { code, output } = await handbook([id, '--draft', '--out', out], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })

    t.equal(code, 0, output)
    t.match(output, '没有设置 PUBLIC_URL')
    for (const name of ['handbook', 'poster']) {
      const pdf = await readFile(join(out, `${id}-${name}.pdf`))
      const { text } = await pdfText(pdf)
      t.match(text, '草稿，未发布')
      t.notMatch(text, /undefined|null|NaN|\[object|〓|待核|parallel|serial/)
      t.strictSame((await pdfTexts(pdf)).filter(({ text: one, x, y, width, pageWidth }) => one.trim() !== '' && (x < 40 || x + width > pageWidth - 40 || y < 20)), [])
    }
  })
}

t.test('what can\'t be made is refused with what to do', async (t) => {
  const env = { DATABASE_URL: await publishedShop(t) }

  t.match(await handbook(['ktv'], env), { code: 1, output: /没有写出工作规范：行业 ktv 还没有发布\n解决办法：.*--draft/ })
  t.match(await handbook(['casino', '--draft'], env), { code: 1, output: /没有这个行业：casino/ })
  t.match(await handbook([], env), { code: 2, output: /请写明一个行业/ })
  t.match(await handbook(['convenience-store', '--out', '/dev/null/x'], env), { code: 1, output: /写不到目录/ })
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { catalogueCopy } from '../support/catalogue.js'
import { testDatabaseUrl } from '../support/database.js'
import { pdfText } from '../support/pdf-text.js'

async function onelicence (argv: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const io = { env, stdin: Readable.from(['']), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  return { code: await runCommandLine(commands, argv, io), output: lines.join('\n') }
}

t.test('policy staff publish an edition, list all, and show each', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) }
  const { dir, edit } = await catalogueCopy(t)

  t.match(await onelicence(['catalogue', 'list'], env), { code: 0, output: '还没有公布过目录清单' })
  t.match(await onelicence(['catalogue', 'publish', '--folder', dir], env), { code: 2, output: /缺少 --note/ })
  t.match(await onelicence(['catalogue', 'publish', '--folder', dir, '--note', '首批', '--by', '王五'], env), { code: 0, output: '已公布目录清单第 1 版' })
  t.match(await onelicence(['catalogue', 'publish', '--folder', dir, '--note', '再来'], env), { code: 0, output: '与现行的一版相同，没有要公布的' })
  await edit('catalogue.yaml', (text) => text.replace('ktv: { status: trial }', 'ktv: { status: suspended, reason: 整改 }'))
  t.match(await onelicence(['catalogue', 'publish', '--folder', dir, '--note', '暂停歌舞娱乐'], env), { code: 0, output: '已公布目录清单第 2 版' })
  await edit('catalogue.yaml', (text) => text.replace('hotel: { status: trial }', 'hotel: { status: official }'))
  t.match(await onelicence(['catalogue', 'publish', '--folder', dir, '--note', '转正'], env), { code: 1, output: /宾馆（旅馆）不能列为正式：\n {2}还没有发布/ })

  t.match((await onelicence(['catalogue', 'list'], env)).output, /^第 2 版\t.*暂停歌舞娱乐\n第 1 版\t\d{4}-\d\d-\d\d\t王五\t首批$/)
  t.match((await onelicence(['catalogue', 'show'], env)).output, /第 2 版[\s\S]*歌舞娱乐场所\t暂停\t公布之日 至 长期\t410200\t市文化广电和旅游局\t整改/)
  t.match((await onelicence(['catalogue', 'show', '1'], env)).output, /歌舞娱乐场所\t试点/)
  t.match(await onelicence(['catalogue', 'show', '1', '--pdf', join(dir, 'edition.pdf')], env), { code: 0, output: /已写出 .*edition\.pdf$/ })
  t.match((await pdfText(await readFile(join(dir, 'edition.pdf')))).text, /改革目录清单（第1版）.*共22个行业：试点22个/)
  t.match(await onelicence(['catalogue', 'show', '1', '--pdf', '/dev/null/x'], env), { code: 1, output: /没有完成：写不了文件/ })
  t.match(await onelicence(['catalogue', 'show', '9'], env), { code: 1, output: '没有第 9 版目录清单' })
  t.match(await onelicence(['catalogue', 'burn'], env), { code: 2, output: /请写明 publish、list 或 show/ })
})

t.test('policy staff list what is to be confirmed, and confirm it', async (t) => {
  const { dir } = await catalogueCopy(t)
  const fact = 'permits/tobacco-retail/time_limit/promised'
  const confirm = async (...args: string[]): Promise<{ code: number, output: string }> => await onelicence(['confirm', fact, '--folder', dir, '--by', '赵六', '--paper', '汴烟〔2026〕3号', ...args])

  t.match((await onelicence(['confirm', 'list', 'convenience-store', '--folder', dir])).output,
    new RegExp(`${fact}\t事项“烟草专卖零售许可” › 承诺时限\t10个工作日〔待核〕\t可由 市烟草专卖局（tobacco）确认[\\s\\S]*共 \\d+ 处待核`))
  t.match(await confirm(), { code: 2, output: /缺少 --department/ })
  t.match(await confirm('--department', 'health'), { code: 1, output: /应由 tobacco 确认/ })
  t.match(await confirm('--department', 'tobacco', '--date', '明天'), { code: 2, output: /日期应写成/ })
  for (const value of ['{ n: 8', '*eight']) t.match(await confirm('--department', 'tobacco', '--value', value), { code: 2, output: /^--value 得到 .*不是正确的 YAML/ })
  t.match(await confirm('--department', 'tobacco', '--value', '{ n: -8 }'), { code: 1, output: /^没有登记：/ })
  t.match(await confirm('--department', 'tobacco', '--value', '{ n: 8 }'), { code: 0, output: /更正“10个工作日〔待核〕”/ })
  t.notMatch((await onelicence(['confirm', 'list', 'convenience-store', '--folder', dir])).output, fact)
  for (const industry of ['casino', 'constructor']) {
    t.match(await onelicence(['confirm', 'list', industry, '--folder', dir]), { code: 2, output: new RegExp(`没有行业“${industry}”`) })
  }
})

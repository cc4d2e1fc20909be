import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { shopAnswers } from '../support/api/shop.js'
import { catalogueCopy } from '../support/catalogue.js'
import { testDatabase, testDatabaseUrl } from '../support/database.js'
import { insertVisitCase } from '../support/visit-case.js'
import { connectDatabase } from '../../src/database/connection.js'

const store = 'convenience-store'

async function onelicence (argv: string[], url: string): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const code = await runCommandLine(commands, argv, {
    env: { DATABASE_URL: url }, stdin: Readable.from(['']), print: (line) => { lines.push(line) }, interrupted: new AbortController().signal
  })
  return { code, output: lines.join('\n') }
}

/** Two cases of a store that sells food and tobacco, and a draft in which tobacco takes four working days less. */
async function reform (t: Parameters<typeof testDatabase>[0]): Promise<{ url: string, dir: string }> {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 2 })
  for (const serial of [1, 2]) await insertVisitCase(database, serial)
  await database('case_file').update({ answers: JSON.stringify({ ...shopAnswers, held_permits: ['medical-device-class2-filing', 'publication-retail'] }) })
  await database.destroy()
  const { dir, edit } = await catalogueCopy(t)
  await edit('permits/tobacco-retail/permit.yaml', (text) => text.replace(/(promised: \{ n: )10/, '$16'))
  return { url, dir }
}

t.test('past cases are replayed against a draft: whom it saves days, in which cases, by which rule; nobody is named', async (t) => {
  const { url, dir } = await reform(t)

  const { code, output } = await onelicence(['replay', store, '--draft', dir], url)

  t.equal(code, 0)
  t.match(output, '便利店（convenience-store）重演：以前的 2 件办件，按草案办有 2 件不同')
  t.match(output, /市烟草专卖局：2 件事项，共省 \d+ 个工作日/)
  t.match(output, /“烟草专卖零售许可”早 4 个工作日决定：2 件（如 \d{18}、\d{18}）；因为 permits\/tobacco-retail\/permit\.yaml 的 time_limit\.promised/)
  t.notMatch(output, /开封便利店|91350100M000100Y43/)
})

t.test('for want of past cases some are made up; the same seed gives the same', async (t) => {
  const { url, dir } = await reform(t)
  const generated = ['replay', store, '--draft', dir, '--generate', '50', '--json']

  const first = JSON.parse((await onelicence(generated, url)).output) as { source: string, report: { cases: number, changedCases: number } }[]
  const again = JSON.parse((await onelicence(generated, url)).output) as typeof first

  t.match(first, [{ source: 'generated', report: { cases: 50 } }])
  t.ok(first[0]!.report.changedCases > 0)
  t.same(again.map(({ report }) => report.changedCases), first.map(({ report }) => report.changedCases))
})

t.test('since a day on which nothing was submitted there is nothing to replay; an industry never published has nothing to compare with', async (t) => {
  const { url, dir } = await reform(t)

  t.match(await onelicence(['replay', store, '--draft', dir, '--since', '2030-01-01'], url), { code: 0, output: /以前的 0 件办件，按草案办都没有变化/ })
  t.match(await onelicence(['replay', 'hotel', '--draft', dir], url), { code: 0, output: /（hotel）还没有发布过/ })
  t.match(JSON.parse((await onelicence(['replay', 'hotel', store, '--draft', dir, '--json'], url)).output), [{ industry: store }])
})

const wrong: [string[], number, RegExp][] = [
  [['replay', 'casino'], 1, /没有重演：行业目录有误：industries\/casino 没有这个行业/],
  [['replay', '--draft', '/tmp'], 2, /不是目录文件夹/],
  [['replay', '--generate', 'many'], 2, /--generate 应为 1 至 100000 的整数/],
  [['replay', '--generate', '0'], 2, /--generate 应为 1 至 100000 的整数/],
  [['replay', '--since', 'yesterday'], 2, /--since 应为日期/],
  [['replay', '--since', '2026-01-01', '--generate', '5'], 2, /只能用一个/]
]
for (const [argv, code, output] of wrong) {
  t.test(`${argv.join(' ')} is refused`, async (t) => { t.match(await onelicence(argv, 'postgres://a:b@127.0.0.1:1/x'), { code, output }) })
}

t.test('a draft that cannot be loaded is told with file and line', async (t) => {
  const { url } = await reform(t)
  const { dir, edit } = await catalogueCopy(t)
  await edit('permits/tobacco-retail/permit.yaml', (text) => text.replace('- usci', '- uscc'))

  t.match(await onelicence(['replay', store, '--draft', dir], url), { code: 1, output: /permits\/tobacco-retail\/permit\.yaml.*没有共用字段“uscc”/s })
})

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { issueAcceptance } from '../../src/cases/acceptance.js'
import { readCalendarFiles } from '../../src/catalogue/calendar-files.js'
import { packagedYear } from '../../src/catalogue/packaged-year.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { connectDatabase } from '../../src/database/connection.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import type { WorkerContext } from '../../src/engine/define-worker.js'
import { catalogueDir, convenienceStore } from '../support/catalogue.js'
import { testDatabaseUrl } from '../support/database.js'
import type { Scope } from '../support/scope.js'
import { insertVisitCase } from '../support/visit-case.js'

async function calendar (url: string, ...args: string[]): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const code = await runCommandLine(commands, ['calendar', ...args], {
    env: { DATABASE_URL: url }, stdin: Readable.from([]), print: (line) => { lines.push(line) }, interrupted: new AbortController().signal
  })
  return { code, output: lines.join('\n') }
}

async function folder (t: Scope): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'onelicence-calendar-'))
  t.teardown(async () => await rm(dir, { recursive: true, force: true }))
  await cp(join(catalogueDir, 'calendar'), join(dir, 'calendar'), { recursive: true })
  return dir
}

const nowhere = 'postgres://a:b@127.0.0.1:1/x'

t.test('the package and the notice agree about the year that both have', async (t) => {
  const [year] = await readCalendarFiles(catalogueDir)

  t.same(packagedYear(2026)?.days.map(({ day, kind }) => ({ day, kind })), year!.days.map(({ day, kind }) => ({ day, kind })))
})

t.test('a year is copied into a file of its own, once; one that is not published yet is not made up', async (t) => {
  const dir = await folder(t)

  const added = await calendar(nowhere, 'add', '2025', '--folder', dir)
  t.equal(added.code, 0, added.output)
  t.match(added.output, /请与国务院办公厅的通知核对/)
  const years = await readCalendarFiles(dir)
  t.same(years.map(({ year }) => year), [2025, 2026])
  t.match(years[0]!.days[0], { day: '2025-01-01', kind: 'rest', name: '元旦' })

  const written = await readFile(join(dir, 'calendar', '2025.yaml'), 'utf8')
  t.match(await calendar(nowhere, 'add', '2025', '--folder', dir), { code: 1, output: /已经有 calendar\/2025.yaml/ })
  t.equal(await readFile(join(dir, 'calendar', '2025.yaml'), 'utf8'), written)
  t.match(await calendar(nowhere, 'add', '2099', '--folder', dir), { code: 1, output: /没有 2099 年的放假调休安排[^]*照通知自己写/ })
  t.match(await calendar(nowhere, 'add', 'soon'), { code: 2 })
})

t.test('an arrangement that comes while cases run moves their dates, and says which', async (t) => {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 2 })
  t.teardown(async () => await database.destroy())
  const dir = await folder(t)
  t.equal((await calendar(url, 'import', '--folder', dir)).code, 0)
  await database('catalogue_release').insert({ industry: 'convenience-store', version: 1, content: JSON.stringify(await convenienceStore()), content_hash: 'calendar', published_by: 'test' })
  const { caseNo, food, tobacco } = await insertVisitCase(database)
  await database('sub_case').where({ sub_case_no: food }).update({ accepted_at: null, promised_due_on: null, statutory_due_on: null })
  await database('sub_case').where({ sub_case_no: tobacco }).update({ state: 'withdrawn', outcome: 'withdrawn' })
  const clock = { now: () => new Date('2026-11-23T10:00:00+08:00') }
  await database.transaction(async (tx) => await issueAcceptance({ tx, clock } as unknown as WorkerContext, food))
  await database('case_file').update({ look_at: '2027-01-01' })
  t.match(await calendar(url, 'import', '--folder', dir), { code: 0, output: /没有期限变动/ })
  t.equal((await subCaseOf(database, food)).statutory_due_on, '2026-12-07')

  const file = join(dir, 'calendar', '2026.yaml')
  await writeFile(file, `${(await readFile(file, 'utf8')).trimEnd()}\n  - { day: '2026-11-26', kind: rest, name: 临时放假 }\n`)
  const { code, output } = await calendar(url, 'import', file)

  t.equal(code, 0, output)
  t.match(output, new RegExp(`${caseNo}  食品经营许可（${food}）：承诺 .* → .*，法定 2026-12-07 → 2026-12-08`))
  t.match(output, /共 1 件的到期日变动/)
  t.equal((await subCaseOf(database, food)).statutory_due_on, '2026-12-08')
  t.ok((await database('case_file').first<{ look_at: Date }>('look_at')).look_at < new Date('2026-12-31'), 'the watch looks at it anew')
  t.match(await calendar(url, 'import', file), { code: 0, output: /没有期限变动/ })
})

t.test('a file with a day twice, of another year, or without a festival of the law, changes nothing', async (t) => {
  const url = await testDatabaseUrl(t)
  const dir = await folder(t)
  const file = join(dir, 'bad.yaml')
  await writeFile(file, "year: 2027\nsource: 通知\ndays:\n  - { day: '2027-01-01', kind: rest, name: 元旦 }\n  - { day: '2027-01-01', kind: rest, name: 元旦 }\n  - { day: '2026-05-01', kind: rest, name: 劳动节 }\n")

  const { code, output } = await calendar(url, 'import', file)

  t.equal(code, 1)
  t.match(output, /没有导入，什么也没有改变/)
  t.match(output, /bad\.yaml:5.*2027-01-01 写了两次/)
  t.match(output, /bad\.yaml:6.*不是 2027 年的日子/)
  t.match(output, /2027 年缺法定节日：.*2027-10-01/)
})

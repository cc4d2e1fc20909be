import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { projectRoot } from '../../src/project-root.js'
import type { Scope } from '../support/scope.js'

const example = join(projectRoot(), 'docs', 'clock-history.example.json')

async function clock (...args: string[]): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  // Neither a database nor an engine is there to be asked
  const io = { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, stdin: Readable.from([]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, ['clock', ...args], io)
  return { code, output: lines.join('\n') }
}

async function file (t: Scope, name: string, content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'onelicence-clock-'))
  t.teardown(async () => await rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return join(folder, name)
}

async function changedExample (t: Scope, change: (history: Record<string, unknown> & { events: Record<string, unknown>[] }) => unknown): Promise<string> {
  const history = JSON.parse(await readFile(example, 'utf8')) as Parameters<typeof change>[0]
  change(history)
  return await file(t, 'history.json', history)
}

t.test('the example of the manual is explained event by event, with the resulting dates', async (t) => {
  const { code, output } = await clock('explain', example)

  t.equal(code, 0)
  for (const words of ['2026-10-12  停表：专家评审，告知至 2026-10-20', '到期：承诺 2026-10-28，法定 2026-11-25', '行政许可法第四十四条', '截至 2026-11-25', '超过承诺时限，未超过法定期限']) {
    t.ok(output.includes(words), words)
  }
  t.notMatch(output, /undefined|null/)
})

t.test('the same as data', async (t) => {
  const { code, output } = await clock('explain', example, '--json')

  t.equal(code, 0)
  const { asOf, steps, state } = JSON.parse(output) as { asOf: string, steps: { type: string, on: string }[], state: Record<string, unknown> }
  t.equal(asOf, '2026-11-25')
  t.same(steps.map(({ type }) => type), ['received', 'accepted', 'stopped', 'resumed', 'extended', 'decided', 'served'])
  t.match(state, { promisedDueOn: '2026-10-28', statutoryDueOn: '2026-11-25', deliveryDueOn: '2026-11-30', isOverdue: false, isPromiseMissed: true })
})

t.test('a permit\'s limits come from its file, each stage\'s own', async (t) => {
  const events = [{ type: 'received', at: '2026-11-02T09:00:00+08:00' }, { type: 'accepted', at: '2026-11-02T10:00:00+08:00' }]

  const { output } = await clock('explain', await file(t, 'history.json', { permit: 'food-operation', asOf: '2026-11-02', events }))

  t.match(output, /^食品经营许可：法定10个工作日.*可延长5个工作日/)
  t.match(output, /法定 2026-11-16/)
})

t.test('an arrangement of a year that is not registered comes from a file', async (t) => {
  const events = [{ type: 'received', at: '2022-09-30T09:00:00+08:00' }, { type: 'accepted', at: '2022-09-30T10:00:00+08:00' }]
  const history = await changedExample(t, (history) => { Object.assign(history, { asOf: '2022-10-08', events }) })
  const days = [...['03', '04', '05', '06', '07'].map((day) => ({ day: `2022-10-${day}`, kind: 'rest', name: '国庆节' })), { day: '2022-10-08', kind: 'workday', name: '调休' }, { day: '2022-10-09', kind: 'workday', name: '调休' }]
  const calendar = await file(t, '2022.yaml', { year: 2022, source: '国务院办公厅通知', days })

  t.match(await clock('explain', history, '--calendar', calendar), { code: 0, output: /法定 2022-11-02 到期/ })
  t.match(await clock('explain', history), { code: 1, output: /2022-09-30 没有节假日安排可依[^]*--calendar/ })
  t.match(await clock('explain', history, '--calendar', await file(t, '2022.yaml', { year: 2022, source: '通知', days: [...days, days[0]] })), { code: 1, output: /2022\.yaml:\d+ 2022-10-03 写了两次/ })
})

t.test('what is wrong is told with file and line, and no date is given', async (t) => {
  const wrong: [string, Parameters<typeof changedExample>[1], RegExp][] = [
    ['a second extension', ({ events }) => { events.splice(5, 0, { ...events[4], at: '2026-11-05T09:00:00+08:00' }) }, /history\.json:\d+ 第 6 个事件：期限只能延长一次（not-extendable）/],
    ['resume without stop', ({ events }) => { events.splice(2, 1) }, /第 3 个事件：没有停表，无从恢复（clock-not-stopped）/],
    ['a stop without basis', ({ events }) => { events[2]!.basis = '' }, /第 3 个事件：停表要有不计入期限的条款[^]*stop-without-basis/],
    ['a stop for a visit', ({ events }) => { events[2]!.cause = '现场核查' }, /“events\.2\.cause” 的值不在可选范围/],
    ['a stop that tells nothing', ({ events }) => { delete events[2]!.documentNo }, /“events\.2” 缺少“documentNo”/],
    ['no such day', (history) => { history.asOf = '2026-02-30' }, /“asOf” 写法不对/],
    ['no zone', ({ events }) => { events[0]!.at = '2026-09-24 16:00' }, /“events\.0\.at” 写法不对.*时刻应带时区/],
    ['a far year', ({ events }) => { events[6]!.at = '2199-01-01T00:00:00+08:00' }, /2199-01-01 没有节假日安排可依/],
    ['both', (history) => { history.permit = 'food-operation' }, /permit 和 limits 应写一个/],
    ['no such permit', (history) => { delete history.limits; history.permit = 'constructor' }, /没有这个事项：constructor/],
    ['no event', (history) => { history.events = [] }, /“events” 写法不对.*至少一个事件/]
  ]
  for (const [name, change, expected] of wrong) {
    const { code, output } = await clock('explain', await changedExample(t, change))
    t.equal(code, 1, name)
    t.match(output, expected, name)
    t.notMatch(output, /截至/, name)
  }
  t.match(await clock('explain', '/nowhere.json'), { code: 1, output: /没有这个文件/ })
  t.match(await clock('explain', await file(t, 'history.json', '{"events": [')), { code: 1, output: /history\.json/ })
  t.equal((await clock('explain')).code, 2)
  t.equal((await clock('show', example)).code, 2)
})

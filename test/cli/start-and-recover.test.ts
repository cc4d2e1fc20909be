import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { isAlive } from '../../src/processes.js'
import { folderWithDistribution, runCommand, runToEnd, type RunningCommand } from '../support/command.js'
import { waitFor } from '../support/wait-for.js'

const ready = '按 Ctrl-C 停止'

interface Parts { database: number, engine: number }

async function partsIn (dataDir: string): Promise<Parts> {
  const database = Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0])
  const { pid: engine } = JSON.parse(await readFile(join(dataDir, 'zeebe/broker.pid'), 'utf8')) as { pid: number }
  return { database, engine }
}

async function signIn (command: RunningCommand, password: string): Promise<number> {
  const origin = /平台地址：(http:\/\/[\d.:]+)/.exec(command.output())![1]!
  const response = await fetch(`${origin}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ login: 'applicant-1', password })
  })
  await response.arrayBuffer()
  return response.status
}

t.test('start needs no configuration, recovers from kill -9 of any part and stops everything on Ctrl-C', async (t) => {
  const dataDir = await folderWithDistribution(t)
  const env = { DATA_DIR: dataDir }

  const first = runCommand(t, ['start'], { env })
  await first.says(ready)
  const listed = await runToEnd(t, ['accounts'], { env })
  const password = /口令都是：(\S+)/.exec(listed.output)![1]!
  const second = await runToEnd(t, ['start'], { env })
  const parts = await partsIn(dataDir)

  t.match(first.output(), /执行了 \d+ 个迁移/)
  t.match(first.output(), '已发布行业 convenience-store 第 1 版')
  t.match(listed.output, 'applicant-1')
  t.equal(await signIn(first, password), 201)
  t.equal(second.code, 1)
  t.match(second.output, `数据目录正在被另一个进程使用（进程号 ${first.pid}）`)

  first.signal('SIGKILL')
  await first.ended()
  t.ok(isAlive(parts.database), 'the database lost its parent')
  t.ok(isAlive(parts.engine), 'the engine lost its parent')
  const third = runCommand(t, ['start'], { env })
  await third.says(ready)

  t.notOk(isAlive(parts.database))
  t.notOk(isAlive(parts.engine))
  t.notMatch(third.output(), '已发布行业', 'the engine kept what was deployed')
  t.equal(await signIn(third, password), 201)

  process.kill((await partsIn(dataDir)).engine, 'SIGKILL')
  t.equal(await third.ended(), 1)
  t.match(third.output(), '内置流程引擎意外停止')
  const fourth = runCommand(t, ['start'], { env })
  await fourth.says(ready)
  const last = await partsIn(dataDir)
  fourth.signal('SIGINT')

  t.equal(await fourth.ended(), 0)
  t.match(fourth.output(), '已停止')
  await waitFor('all parts to end', () => !isAlive(last.database) && !isAlive(last.engine))
})

import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { DataFolderInUse, holderOf, lockDataFolder } from '../../src/platform/instance-lock.js'
import { dataFolder } from '../support/command.js'

t.test('one holder at a time, who can say where its database listens', async (t) => {
  const dataDir = await dataFolder(t)
  const lock = await lockDataFolder(dataDir)
  await lock.tellDatabasePort(5555)

  await t.rejects(lockDataFolder(dataDir), DataFolderInUse)
  t.match(await holderOf(dataDir), { pid: process.pid, databasePort: 5555 })
  t.equal((await stat(join(dataDir, 'instance.1.json'))).mode & 0o777, 0o600)

  await lock.release()
  t.equal(await holderOf(dataDir), undefined)
  await (await lockDataFolder(dataDir)).release()
})

t.test('of many at once exactly one gets the folder, also over a stale lock', async (t) => {
  const dataDir = await dataFolder(t)
  await writeFile(join(dataDir, 'instance.1.json'), JSON.stringify({ pid: 999_999_999, startedAt: 'never', databasePort: null }))

  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(dataDir)))

  t.match(await holderOf(dataDir), { pid: process.pid })
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
})

const stale = [
  ['whose process has ended', JSON.stringify({ pid: 999_999_999, startedAt: '1', databasePort: null })],
  ['whose number another process has now', JSON.stringify({ pid: process.pid, startedAt: 'before the flood', databasePort: null })],
  ['that was cut off while written', '{"pid": 12']
] as const
for (const [what, content] of stale) {
  t.test(`a lock ${what} is taken over`, async (t) => {
    const dataDir = await dataFolder(t)
    await writeFile(join(dataDir, 'instance.1.json'), content)

    await lockDataFolder(dataDir)

    t.match(await holderOf(dataDir), { pid: process.pid })
  })
}

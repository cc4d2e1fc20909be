import type { Knex } from 'knex'
import t from 'tap'
import { isAlive } from '../../src/processes.js'
import { createCrew } from '../support/crew.js'
import { startProduction } from '../support/production.js'
import { waitFor } from '../support/wait-for.js'
import { checkEffects, checkOutcomes, checkRecords, countOf, untilQuiet } from './once.js'
import { clerks, inspectors, shop, type Manner } from './shops.js'

t.setTimeout(600_000)

const patienceMs = 120_000
const manners: Manner[] = ['committed', 'reviewed', 'deficient', 'committed']

t.test('SIGTERM lets the workers end the jobs in hand and begin no other; the next workers go on from there', async (t) => {
  const { people, teams } = inspectors(2)
  const production = await startProduction(t, { people })
  const { database, workers } = production
  const crew = createCrew(t, production, { clerks, teams })
  await crew.gather()
  const cases = new Map<string, Manner>()
  const fileAll = async (): Promise<void> => {
    await Promise.all(manners.map(async (manner, number) => { cases.set(await crew.file(await shop(database, number, manner)), manner) }))
  }

  // Nothing can be received while somebody holds the rows of the cases: the first jobs of all of them are in hand
  const release = await holdCases(database, fileAll)
  await waitFor('jobs in hand', async () => await waitingForLocks(database) >= manners.length, patienceMs)
  const pid = workers.command().pid
  workers.command().signal('SIGTERM')
  await waitFor('the workers to hear it', () => workers.output().includes('正在停止'), patienceMs)
  const effectsBefore = await countOf(database, 'job_effect')
  t.ok(isAlive(pid), 'they wait for the jobs in hand')
  await release()
  const exitCode = await workers.command().ended()
  const effectsAfter = await countOf(database, 'job_effect')

  t.equal(exitCode, 0)
  t.match(workers.output(), '已停止')
  t.equal(effectsAfter - effectsBefore, manners.length, 'the jobs in hand were ended, and none was begun')

  const restartedAt = Date.now()
  await workers.start()
  crew.begin()
  await crew.until('the next job', async () => await countOf(database, 'job_effect') > effectsAfter)
  t.comment(`next job ${((Date.now() - restartedAt) / 1000).toFixed(1)} s after the next workers were started`)
  await crew.until('work in full swing', async () => await countOf(database, 'certificate') >= 2)
  await workers.stop()
  await workers.start()
  await crew.untilAllClosed()
  await crew.stop()
  await untilQuiet(database)

  t.notMatch(workers.output(), 'a job came again', 'every answer had reached the engine')
  await checkOutcomes(t, database, cases)
  await checkEffects(t, database, manners.length)
  await checkRecords(t, database)
  t.same([...crew.troubles.keys()].filter((trouble) => trouble !== 'task-done'), [], 'the API was there all the time')
})

/** Files cases whose rows are locked before any job can see them. @returns ends the lock */
async function holdCases (database: Knex, file: () => Promise<void>): Promise<() => Promise<void>> {
  const tx = await database.transaction()
  await tx.raw('LOCK TABLE engine_instance IN SHARE MODE')
  await file()
  return async () => { await tx.commit() }
}

async function waitingForLocks (database: Knex): Promise<number> {
  const { n } = await database('pg_stat_activity').where({ wait_event_type: 'Lock', application_name: 'onelicence' }).count({ n: '*' }).first() as { n: number }
  return Number(n)
}

import { pino } from 'pino'
import t from 'tap'
import { workerProcesses } from '../../src/database/worker-processes.js'
import { systemClock } from '../../src/domain/time.js'
import { createClosers } from '../../src/platform/closers.js'
import { startWorkerBeat } from '../../src/platform/worker-beat.js'
import { testDatabase } from '../support/database.js'
import { waitFor } from '../support/wait-for.js'

t.test('a process that does jobs says so, and is forgotten when it stops', async (t) => {
  const database = await testDatabase(t)
  const closers = createClosers((name) => t.fail(`${name} did not stop well`))
  t.teardown(() => closers.closeAll())
  const type = { jobType: 'close-case', lastAnswerAt: 0, failures: 0, condition: undefined, oldestInHandMs: 0 }

  startWorkerBeat({ database, clock: systemClock, log: pino({ level: 'silent' }), closers }, { stats: () => ({ inHand: 3, types: [type] } as never) })
  await waitFor('the first word', async () => (await workerProcesses(database)).length === 1)
  t.match(await workerProcesses(database), [{ name: new RegExp(`-${process.pid}$`), inHand: 3 }])
  t.match(await database('worker_process').pluck('job_types'), [['close-case']])

  await closers.closeAll()
  t.same(await workerProcesses(database), [])
})

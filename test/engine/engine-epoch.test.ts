import t from 'tap'
import { randomUUID } from 'node:crypto'
import { createEpochSource, resolveEpoch } from '../../src/engine/engine-epoch.js'
import { EngineUnavailable } from '../../src/engine/errors.js'
import { testDatabase } from '../support/database.js'
import { testEngine } from '../support/engine.js'
import { insertVisitCase } from '../support/visit-case.js'
import { log, testStage } from './stage.js'

t.test('an engine keeps its epoch, also when several processes ask for it at once', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)

  const atOnce = await Promise.all([resolveEpoch(database, engine), resolveEpoch(database, engine), resolveEpoch(database, engine)])
  const later = await resolveEpoch(database, engine)

  t.same([...atOnce, later], [1, 1, 1, 1])
  t.equal((await database('engine_epoch')).length, 1)
  t.same(await database('platform_alarm'), [])
})

t.test('an engine that knows none of the markers is a new one: another epoch, and what was refused is forgiven', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await database('engine_epoch').insert({ marker: randomUUID() })
  await database('platform_alarm').insert({ kind: 'foreign-engine-records', detail: { epoch: 1 } })

  const epoch = await resolveEpoch(database, engine)

  t.equal(epoch, 2)
  t.equal(await resolveEpoch(database, engine), 2)
  t.equal((await database('platform_alarm').whereNull('cleared_at')).length, 0)
})

t.test('an engine that comes back has its old epoch again', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const first = await resolveEpoch(database, engine)
  await database('engine_epoch').insert({ marker: randomUUID() })
  await database('platform_alarm').insert({ kind: 'fresh-engine', detail: { epoch: 2 } })

  const back = await resolveEpoch(database, engine)

  t.same([first, back], [1, 1])
  t.same(await database('current_engine_epoch'), [{ epoch: 1 }])
  t.equal((await database('engine_epoch')).length, 2, 'no third one')
  t.equal((await database('platform_alarm').whereNull('cleared_at')).length, 0)
})

t.test('an engine that most open cases do not run in is taken for the wrong one, known or not', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  const epoch = await resolveEpoch(database, engine)
  const caseIn = async (serial: number, of: number): Promise<void> => {
    const { caseNo } = await insertVisitCase(database, serial)
    await database('case_file').where({ case_no: caseNo }).update({ epoch: of, process_instance_key: String(serial) })
  }
  const comesBack = async (): Promise<string[]> => {
    await database('engine_epoch').insert({ marker: randomUUID() })
    await resolveEpoch(database, engine)
    return await database('platform_alarm').whereNull('cleared_at').pluck('kind')
  }
  await caseIn(1, epoch)
  await caseIn(2, epoch)
  await caseIn(3, 7)

  const some = await comesBack()
  await caseIn(4, 7)
  await caseIn(5, 7)
  const most = await comesBack()

  t.same([some, most], [['stranded-cases'], ['fresh-engine']])
})

t.test('another engine is made ready before its epoch is known to anybody', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  let isPrepared = false
  let refusals = 1
  const epoch = createEpochSource({
    database,
    engine,
    log,
    async prepareOther () {
      if (refusals-- > 0) throw new EngineUnavailable('not now')
      isPrepared = true
    }
  })
  await epoch()
  await database('engine_epoch').update({ marker: randomUUID() })
  epoch.invalidate()

  await t.rejects(epoch(), EngineUnavailable)
  const before = isPrepared
  const next = await epoch()

  t.same([before, next, isPrepared], [false, 2, true])
})

t.test('effects of an earlier engine say nothing about the jobs of this one', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  await database('engine_epoch').insert({ marker: randomUUID() })
  await database('job_effect').insert({ epoch: 1, job_key: '2251799813685250', job_type: 'claim-case', process_instance_key: '1', result: '{}' })
  const epoch = await resolveEpoch(database, engine)

  await database('job_effect').insert({ epoch, job_key: '2251799813685250', job_type: 'claim-case', process_instance_key: '1' })

  t.equal((await database('job_effect')).length, 2)
})

t.test('the epoch is looked up once for many callers, and again after doubt', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  let asked = 0
  const counted = { deploy: engine.deploy, knowsProcess: async (id: string) => { asked++; return await engine.knowsProcess(id) } }
  const epoch = createEpochSource({ database, engine: counted, log })

  await Promise.all([epoch(), epoch(), epoch()])
  await epoch()
  const before = asked
  epoch.invalidate()
  await epoch()

  t.equal(before, 0, 'a first epoch is new without asking')
  t.equal(asked, 1)
})

t.test('a known epoch outlives an engine that does not answer, a doubted one does not', async (t) => {
  const { engine } = await testStage(t, testEngine(t))
  const database = await testDatabase(t)
  let isAway = false
  const shaky = {
    deploy: engine.deploy,
    async knowsProcess (id: string) {
      if (isAway) throw new EngineUnavailable('no answer')
      return await engine.knowsProcess(id)
    }
  }
  const epoch = createEpochSource({ database, engine: shaky, log, refreshAfterMs: 0 })
  await epoch()

  isAway = true
  const kept = await epoch()
  epoch.invalidate()
  const together = await Promise.allSettled([epoch(), epoch(), epoch()])
  await t.rejects(epoch(), EngineUnavailable)
  isAway = false

  t.same(together.map(({ status }) => status), ['rejected', 'rejected', 'rejected'], 'nor for those who join the look-up')
  t.equal(kept, 1)
  t.equal(await epoch(), 1)
})

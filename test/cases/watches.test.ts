import t from 'tap'
import type { Knex } from 'knex'
import { bringWatch } from '../../src/cases/publication/bring-watch.js'
import { publishChanged } from '../../src/cases/publication/publish-changed.js'
import type { Deployer } from '../../src/cases/publication/publish-drafts.js'
import { pruneWatchEffects } from '../../src/database/job-effects.js'
import { reconcile, watchJobs, watchLimits } from '../../src/cases/reconciliation.js'
import { sweepUnstartedCases } from '../../src/cases/case-sweep.js'
import { openAlarms } from '../../src/database/alarms.js'
import { setNextLook } from '../../src/database/case-watch.js'
import { catalogueDir } from '../support/catalogue.js'
import { testDatabase } from '../support/database.js'

const epoch = 1
const hourAgo = "now() - interval '1 hour'"

/** A submitted case whose start message went out an hour ago. */
async function insertCase (database: Knex, caseNo: string, changes: Record<string, unknown> = {}): Promise<void> {
  const [{ id: accountId }] = await database('account').insert({ login: caseNo, password_hash: 'x', kind: 'applicant', display_name: caseNo }).returning('id') as [{ id: number }]
  const [{ id: releaseId }] = await database('catalogue_release').insert({
    industry: caseNo, version: 1, content: '{}', content_hash: caseNo, published_by: 'test'
  }).returning('id') as [{ id: number }]
  const [{ id: applicationId }] = await database('application').insert({ account_id: accountId, industry: 'store', state: 'submitted', case_no: caseNo }).returning('id') as [{ id: string }]
  await database('case_file').insert({
    case_no: caseNo,
    receipt_code: caseNo,
    application_id: applicationId,
    account_id: accountId,
    industry: 'store',
    release_id: releaseId,
    channel: 'online',
    region: '410202',
    holder_usci: caseNo,
    holder_name: '演示',
    premises_key: caseNo,
    premises_address: '演示街',
    answers: '{}',
    form: '{}',
    electronic_delivery: true,
    submitted_at: database.raw(hourAgo),
    ...changes
  })
  await database('outbox').insert({
    kind: 'publish-message', payload: '{}', dedupe_key: `start:${caseNo}`, case_no: caseNo, created_at: database.raw(hourAgo), sent_at: database.raw(hourAgo)
  })
}

async function insertInstance (database: Knex, key: string, state: 'active' | 'completed'): Promise<void> {
  await database('process_instance').insert({
    epoch, process_instance_key: key, process_id: 'store', state, started_at: database.raw(hourAgo), ended_at: state === 'active' ? null : database.raw(hourAgo)
  })
}

t.test('a case that nobody claimed is started again, once until that had its time', async (t) => {
  const database = await testDatabase(t)
  await insertCase(database, 'lost')
  await insertCase(database, 'claimed', { epoch, process_instance_key: '7' })

  t.same(await sweepUnstartedCases(database, 60), ['lost'])
  t.same(await sweepUnstartedCases(database, 60), [], 'the new message has not even gone out')

  const rows = await database('outbox').where({ dedupe_key: 'start:lost:2' }).select('payload')
  t.match(rows, [{ payload: { name: 'store-application-submitted', correlationKey: 'lost', variables: { caseNo: 'lost' } } }])
})

t.test('two sweepers at once send one message', async (t) => {
  const database = await testDatabase(t)
  await insertCase(database, 'lost')

  await Promise.all([1, 2, 3, 4].map(async () => await sweepUnstartedCases(database, 60)))

  t.equal((await database('outbox').where('dedupe_key', 'like', 'start:lost:%')).length, 1)
})

t.test('reconciliation cancels tasks and resolves incidents of processes that are over, and reports their cases', async (t) => {
  const database = await testDatabase(t)
  await insertCase(database, 'stranded', { epoch, process_instance_key: '7' })
  await insertInstance(database, '7', 'completed')
  await insertInstance(database, '8', 'active')
  for (const key of ['7', '8']) {
    await database('user_task').insert({
      epoch,
      user_task_key: `t${key}`,
      element_id: 'review',
      element_instance_key: `e${key}`,
      process_instance_key: key,
      process_id: 'store',
      state: 'created',
      partition: 1,
      position: Number(key),
      created_at: database.raw(hourAgo)
    })
    await database('incident').insert({
      epoch, incident_key: `i${key}`, process_instance_key: key, process_id: 'store', element_id: 'x', error_type: 'X', error_message: 'x', created_at: database.raw(hourAgo)
    })
  }

  const found = await reconcile(database, epoch)

  t.same(found, { cancelledTasks: ['t7'], resolvedIncidents: ['i7'], casesWithoutProcess: ['stranded'], permitsWithoutProcess: [] })
  t.match(await openAlarms(database), [{ kind: 'case-without-process', detail: { caseNo: 'stranded' } }])
  t.equal((await database('user_task').where({ user_task_key: 't8' }).first('state')).state, 'created')
})

t.test('an alarm goes when what it told of is gone', async (t) => {
  const database = await testDatabase(t)
  await insertCase(database, 'stranded', { epoch, process_instance_key: '7' })
  await insertInstance(database, '7', 'completed')
  await reconcile(database, epoch)

  await database('case_file').update({ closed_at: database.fn.now() })
  await reconcile(database, epoch)

  t.same(await openAlarms(database), [])
})

t.test('the watchdog names the job type whose oldest job waits too long', async (t) => {
  const database = await testDatabase(t)
  await insertInstance(database, '8', 'active')
  const event = { epoch, partition: 1, process_instance_key: '8', process_id: 'store', element_type: 'SERVICE_TASK', at: database.raw(hourAgo) }
  await database('timeline_event').insert([
    { ...event, position: 1, element_id: 'accept-permit', element_instance_key: 'a', intent: 'ELEMENT_ACTIVATED' },
    { ...event, position: 2, element_id: 'accept-permit', element_instance_key: 'a', intent: 'ELEMENT_COMPLETED' },
    { ...event, position: 3, element_id: 'route-permit', element_instance_key: 'b', intent: 'ELEMENT_ACTIVATED' }
  ])

  t.same(await watchJobs(database, epoch, 120), ['route-permit'])
  t.match(await openAlarms(database), [{ kind: 'jobs-waiting', detail: { jobType: 'route-permit' } }])

  await database('timeline_event').insert({ ...event, position: 4, element_id: 'route-permit', element_instance_key: 'b', intent: 'ELEMENT_COMPLETED' })
  t.same(await watchJobs(database, epoch, 120), [])
  t.same(await openAlarms(database), [])
})

t.test('cases that nobody looks at raise an alarm, until somebody does', async (t) => {
  const database = await testDatabase(t)
  await insertCase(database, 'unwatched')
  await database('case_file').update({ look_at: '2026-11-25T09:00:00+08:00' })

  t.equal(await watchLimits(database, new Date('2026-11-25T09:44:00+08:00'), 45 * 60_000), false)
  t.equal(await watchLimits(database, new Date('2026-11-25T09:46:00+08:00'), 45 * 60_000), true)
  t.match(await openAlarms(database), [{ kind: 'limits-unwatched' }])

  await setNextLook(database, 'unwatched', null)
  t.equal(await watchLimits(database, new Date('2026-11-25T09:46:00+08:00'), 45 * 60_000), false)
  t.same(await openAlarms(database), [])
})

t.test('the engine is given the watch over the limits while no release brings it', async (t) => {
  const database = await testDatabase(t)
  const deployed: string[][] = []
  const engine = { deploy: async (resources: { name: string }[]) => { deployed.push(resources.map(({ name }) => name)) } } as unknown as Deployer

  t.equal(await bringWatch(database, engine, catalogueDir), false, 'nothing is published, so there is nothing to watch')
  await insertCase(database, 'of-an-older-release')
  t.equal(await bringWatch(database, engine, catalogueDir), true)
  t.same(deployed, [['shared/time-limit-watch.bpmn', 'shared/time-limit-steps.dmn']])

  await publishChanged(database, { deploy: async () => ({ deploymentKey: '1' }) } as unknown as Deployer, {
    bpmnDir: catalogueDir, epoch: await epochIn(database), publishedBy: 'test', note: '', industries: ['convenience-store']
  })
  t.equal(await bringWatch(database, engine, catalogueDir), false)
  t.equal(deployed.length, 1)
})

async function epochIn (database: Knex): Promise<number> {
  const [{ epoch }] = await database('engine_epoch').insert({ marker: 'engine-epoch-test' }).returning('epoch') as [{ epoch: number }]
  return epoch
}

t.test('effects of the watch\'s own jobs are forgotten after a while, those of cases never', async (t) => {
  const database = await testDatabase(t)
  const effect = (key: string, type: string, at: string) => ({ epoch: 1, job_key: key, job_type: type, process_instance_key: '1', result: JSON.stringify({ kind: 'completed', variables: {} }), created_at: at })
  await database('job_effect').insert([
    effect('1', 'refresh-due-dates', '2026-11-01T10:00:00+08:00'), effect('2', 'refresh-due-dates', '2026-11-20T10:00:00+08:00'), effect('3', 'accept-permit', '2026-11-01T10:00:00+08:00')
  ])

  t.equal(await pruneWatchEffects(database, new Date('2026-11-10T10:00:00+08:00')), 1)

  t.same(await database('job_effect').orderBy('job_key').pluck('job_key'), ['2', '3'])
})

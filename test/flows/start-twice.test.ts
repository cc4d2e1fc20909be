import { randomUUID } from 'node:crypto'
import t from 'tap'
import { caseState, until } from '../support/case-flow.js'
import { documentsOf, flowTests, licensedPermits, permitsWith, playTo, playToEnd, submitted } from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

const { platform, test } = await flowTests(t)
const { database, engine, epoch } = platform

await test('a start message sent again while its case runs, and once more after it: one case, the later instances end themselves', async (t) => {
  const played = await submitted(platform, await storeWith(['medical-device-class2-filing']))
  const { caseNo } = played
  await playTo(platform, played, { elementId: 'decide-on-the-spot' })

  await startAgain(caseNo)
  await playToEnd(platform, played)
  await instancesEnded(2)
  await startAgain(caseNo)
  await instancesEnded(3)

  t.equal((await database('case_file').count({ n: '*' }).first<{ n: number }>()).n, 1)
  t.same(await database('job_effect').where({ epoch, job_type: 'claim-case' }).orderBy('created_at').pluck('result')
    .then((results: { kind: string }[]) => results.map(({ kind }) => kind)), ['completed', 'bpmn-error', 'bpmn-error'])
  t.same(await permitsWith(platform, 'certificate', caseNo), ['medical-device-class2-filing'])
  t.equal((await documentsOf(platform, caseNo, 'service-receipt')).length, 1)
  t.same(await licensedPermits(platform, caseNo), [], 'one entry is fewer than a composite licence needs')
})

await test('an application handed in while the engine is away has its number and receipt, and is started when it is back', async (t) => {
  const reconnect = platform.cutOutbox()
  t.teardown(reconnect)
  const { caseNo } = await submitted(platform, await storeWith(['medical-device-class2-filing']))
  await until(async () => (await database('outbox').where({ case_no: caseNo }).whereNotNull('last_error').first('id') as object | undefined), 'the outbox to have tried')

  t.equal(await caseState(platform, caseNo), 'submitted')
  t.equal((await documentsOf(platform, caseNo, 'receipt')).length, 1)
  reconnect()
  await until(async () => await caseState(platform, caseNo) === 'received' ? true : undefined, 'the case to be received')
})

async function startAgain (caseNo: string): Promise<void> {
  await engine.publishMessage({
    name: 'convenience-store-application-submitted', correlationKey: caseNo, messageId: randomUUID(), ttlMs: 60_000, variables: { caseNo }
  })
}

async function instancesEnded (count: number): Promise<void> {
  await until(async () => (await database('process_instance').where({ epoch, process_id: 'convenience-store', state: 'completed' })).length >= count ? true : undefined,
    `${count} instances to end`)
}

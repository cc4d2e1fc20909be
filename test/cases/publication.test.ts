import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import t from 'tap'
import type { CatalogueError } from '../../src/catalogue/catalogue-error.js'
import { readDrafts, type ReleaseDraft } from '../../src/catalogue/drafts.js'
import { bringReleases } from '../../src/cases/publication/bring-releases.js'
import { draftChanges, releaseChanges } from '../../src/cases/publication/draft-changes.js'
import { PublicationBusy, SignOffMissing, CasesBeingStarted } from '../../src/cases/publication/publication-errors.js'
import { publishChanged } from '../../src/cases/publication/publish-changed.js'
import { publishDrafts, type Deployer } from '../../src/cases/publication/publish-drafts.js'
import { rollBack } from '../../src/cases/publication/rollback.js'
import { missingSignOffs, neededSignOffs, signOff } from '../../src/cases/publication/sign-offs.js'
import { tryPublication } from '../../src/database/publication-turn.js'
import { resourcesOfRelease } from '../../src/database/release-resources.js'
import { latestRelease, listReleases } from '../../src/database/releases.js'
import { DeploymentRefused, EngineUnavailable } from '../../src/engine/errors.js'
import type { Resource } from '../../src/catalogue/types.js'
import { catalogueCopy, catalogueDir } from '../support/catalogue.js'
import { testDatabase } from '../support/database.js'

const store = 'convenience-store'
const [draft] = await readDrafts(catalogueDir, [store]) as [ReleaseDraft]
/** Another industry with the same models, so that two are published together. */
const kiosk: ReleaseDraft = { ...draft, industry: 'kiosk', contentHash: 'kiosk', content: { ...draft.content, id: 'kiosk', name: '书报亭' } }
const request = { epoch: 1, publishedBy: '王五', note: '第一版', turn: 'at-once' as const, signatures: 'none' as const }

/** What the engine was given; it refuses what `refuses` names. Real deployments are in test/flows/publication.test.ts. */
function recordingEngine (): Deployer & { deployments: Resource[][], fails: (resources: Resource[]) => Error | undefined } {
  const deployments: Resource[][] = []
  return {
    deployments,
    fails: () => undefined,
    async deploy (resources) {
      const error = this.fails(resources)
      if (error !== undefined) throw error
      deployments.push(resources)
      return { deploymentKey: String(deployments.length) }
    }
  }
}

function changed (draft: ReleaseDraft, name: string): ReleaseDraft {
  return { ...draft, contentHash: `${draft.contentHash}:${name}`, content: { ...draft.content, name }, resources: [...draft.resources, { name: `${name}.form`, content: '{"id":"x"}' }] }
}

async function deployedTo (database: Knex, epoch: number): Promise<string[]> {
  const rows = await database('release_deployment').join('catalogue_release', 'catalogue_release.id', 'release_id').where({ epoch })
    .orderBy('release_id').select<{ industry: string, version: number }[]>('industry', 'version')
  return rows.map(({ industry, version }) => `${industry} ${version}`)
}

t.test('an industry that has no flow yet is not published, and one that has changed nothing is not published again', async (t) => {
  const database = await testDatabase(t)
  const engine = recordingEngine()
  const { dir } = await catalogueCopy(t)
  await rm(join(dir, 'industries', 'ktv', 'flow.bpmn'), { force: true })
  const publish = async (): Promise<string[]> => (await publishChanged(database, engine, { bpmnDir: dir, epoch: 1, publishedBy: 'test', note: '' })).map(({ industry }) => industry)

  const first = await publish()
  const again = await publish()

  t.ok(first.includes(store))
  t.notOk(first.includes('ktv'))
  t.same(again, [])
  t.equal(engine.deployments.length, first.length)
})

t.test('a release keeps who, when, why and the files that were deployed; releases of the same files share them', async (t) => {
  const database = await testDatabase(t)
  await publishDrafts(database, recordingEngine(), [draft, kiosk], request)

  const [, entry] = await listReleases(database)
  const [ours] = await listReleases(database, store)

  t.match(ours, { industry: store, version: 1, publishedBy: '王五', note: '第一版', contentHash: draft.contentHash, runningCases: 0 })
  t.same(await resourcesOfRelease(database, ours!.id), draft.resources)
  t.same(await resourcesOfRelease(database, entry!.id), draft.resources)
  t.equal((await database('resource_content')).length, new Set(draft.resources.map(({ content }) => content)).size)
})

t.test('what the engine refuses changes nothing: those deployed before get their release back, and the element is named', async (t) => {
  const database = await testDatabase(t)
  const engine = recordingEngine()
  await publishDrafts(database, engine, [draft, kiosk], request)
  engine.fails = (resources) => resources.some(({ name }) => name === '新亭.form')
    ? new DeploymentRefused("Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n'shared/receipt.bpmn': - Element: check-completeness > extensionElements > taskDefinition\n    - ERROR: Attribute 'type' must be present and not empty\n")
    : undefined

  const refusal = await publishDrafts(database, engine, [changed(draft, '新店'), changed(kiosk, '新亭')], request).catch((error: unknown) => error as CatalogueError)

  t.match((refusal as CatalogueError).problems, [{ file: 'shared/receipt.bpmn', what: /引擎拒绝：“核对材料”（check-completeness）自动步骤没有作业类型/ }])
  t.type((refusal as CatalogueError).problems[0]!.line, 'number')
  t.same((await listReleases(database)).map(({ version }) => version), [1, 1])
  t.same(engine.deployments.at(-2), draft.resources)
  t.same(await deployedTo(database, 1), [`${store} 1`, 'kiosk 1'])
})

t.test('an engine that goes away in the middle is given the current releases when it is back', async (t) => {
  const database = await testDatabase(t)
  const engine = recordingEngine()
  await publishDrafts(database, engine, [draft, kiosk], request)
  engine.fails = (resources) => resources.some(({ name }) => name === '新亭.form') ? new EngineUnavailable('gone') : undefined
  await t.rejects(publishDrafts(database, engine, [changed(draft, '新店'), changed(kiosk, '新亭')], request), EngineUnavailable)

  const brought = await bringReleases(database, engine, 1)

  t.same(brought.map(({ industry, version }) => `${industry} ${version}`), [`${store} 1`, 'kiosk 1'].sort())
  t.same(engine.deployments.at(-1), draft.resources)
  t.same(await bringReleases(database, engine, 1), [])
})

t.test('another engine gets the current releases as they were published, without new versions', async (t) => {
  const database = await testDatabase(t)
  const engine = recordingEngine()
  await publishDrafts(database, engine, [draft], request)
  await publishDrafts(database, engine, [changed(draft, '新店')], request)

  await bringReleases(database, engine, 2)

  t.same(await deployedTo(database, 2), [`${store} 2`])
  t.ok(engine.deployments.at(-1)!.some(({ name }) => name === '新店.form'))
  t.equal((await listReleases(database)).length, 2)
})

t.test('of two publishers one publishes and the other is told who', async (t) => {
  const database = await testDatabase(t)
  await database.transaction(async (tx) => {
    await tryPublication(tx, '赵六（政务服务和大数据管理局）')

    const refusal = await publishDrafts(database, recordingEngine(), [draft], request).catch((error: unknown) => error)

    t.ok(refusal instanceof PublicationBusy)
    t.match((refusal as PublicationBusy).publisher, /^赵六（政务服务/)
  })
  t.equal((await publishDrafts(database, recordingEngine(), [draft], request)).length, 1)
})

t.test('the same content published by two at once makes one release', async (t) => {
  const database = await testDatabase(t)
  const results = await Promise.all([1, 2, 3].map(async () => await publishDrafts(database, recordingEngine(), [draft], { ...request, turn: 'wait' })))

  t.same(results.map(({ length }) => length).sort(), [0, 0, 1])
})

t.test('a first publication needs the departments of all permits and the lead department; nobody signs for another', async (t) => {
  const database = await testDatabase(t)
  const needed = await neededSignOffs(database, draft)

  const signed = await signOff(database, [draft], { department: 'tobacco', person: '钱七', paper: '汴烟〔2026〕1号', note: null })
  const again = await signOff(database, [draft], { department: 'tobacco', person: '钱七', paper: null, note: null })

  t.same(needed.map(({ subject }) => subject), ['flow', ...draft.content.permits.map(({ id }) => `permit:${id}`)])
  t.same(signed.map(({ subject }) => subject), ['permit:tobacco-retail'])
  t.same(again, [])
  await t.rejects(publishDrafts(database, recordingEngine(), [draft], { ...request, signatures: 'needed' }), SignOffMissing)
  for (const department of new Set(needed.map((each) => each.department.id))) await signOff(database, [draft], { department, person: '某人', paper: null, note: null })
  t.equal((await publishDrafts(database, recordingEngine(), [draft], { ...request, signatures: 'needed' })).length, 1)
})

t.test('a department that signs twice at once has signed once', async (t) => {
  const database = await testDatabase(t)
  const by = { department: 'tobacco', person: '钱七', paper: null, note: null }

  const signed = await Promise.all([1, 2, 3].map(async () => await signOff(database, [draft], by)))

  t.same(signed.map(({ length }) => length).sort(), [0, 0, 1])
})

t.test('after a change only its department signs, and an edit makes the signature void', async (t) => {
  const database = await testDatabase(t)
  await publishDrafts(database, recordingEngine(), [draft], request)
  const { dir, edit } = await catalogueCopy(t)
  const shorten = async (from: number, to: number): Promise<ReleaseDraft> => {
    await edit('permits/publication-retail/permit.yaml', (text) => text.replace(new RegExp(`(promised: \\{ n: )${from}`), `$1${to}`))
    return (await readDrafts(dir, [store]))[0]!
  }
  const shorter = await shorten(5, 4)
  const { department } = draft.content.permits.find(({ id }) => id === 'publication-retail')!
  await signOff(database, [shorter], { department: department.id, person: '孙八', paper: null, note: null })

  const needed = await neededSignOffs(database, shorter)
  const evenShorter = await shorten(4, 3)

  t.match(needed, [{ subject: 'permit:publication-retail', department, signedBy: { person: '孙八' } }])
  t.equal(needed.length, 1)
  t.match(await missingSignOffs(database, [evenShorter]), [{ subject: 'permit:publication-retail' }])
  t.match((await draftChanges(database, shorter)).groups, [{ title: '事项“出版物零售经营许可”', changes: [/承诺时限由5个工作日.*缩短为4个工作日/] }])
})

t.test('a rollback publishes the earlier content as a new version and voids what was signed before it', async (t) => {
  const database = await testDatabase(t)
  const engine = recordingEngine()
  const newer = changed(draft, '新店')
  await publishDrafts(database, engine, [draft], request)
  await publishDrafts(database, engine, [newer], request)
  await signOff(database, [kioskOf(draft)], { department: draft.content.lead_department.id, person: '周九', paper: null, note: null })

  const release = await rollBack(database, engine, store, undefined, { epoch: 1, publishedBy: '吴十', note: '有误' })

  t.match(release, { version: 3, contentHash: draft.contentHash })
  t.same(await resourcesOfRelease(database, release!.id), draft.resources)
  t.same(engine.deployments.at(-1), draft.resources)
  t.match(await releaseChanges(database, store, 3), { against: 2, groups: [{ changes: ['名称由“新店”改为“便利店”'] }, {}] })
  t.equal(await rollBack(database, engine, store, 1, { epoch: 1, publishedBy: '吴十', note: '再退' }), undefined)
  t.equal((await missingSignOffs(database, [kioskOf(draft)])).filter(({ subject }) => subject === 'flow').length, 1)
  await t.rejects(rollBack(database, engine, 'no-such', undefined, { epoch: 1, publishedBy: '', note: '' }), { message: /never-published/ })
  await t.rejects(rollBack(database, engine, store, 9, { epoch: 1, publishedBy: '', note: '' }), { message: /unknown-version/ })
})

/** The store with another name: its flow part differs. */
function kioskOf (draft: ReleaseDraft): ReleaseDraft {
  return changed(draft, '书报亭')
}

t.test('cases that were just submitted are waited for, and named when they do not start', async (t) => {
  const database = await testDatabase(t)
  await publishDrafts(database, recordingEngine(), [draft], request)
  const { id: releaseId } = (await latestRelease(database, store))!
  await insertUnstartedCase(database, releaseId)
  const publishing = publishDrafts(database, recordingEngine(), [changed(draft, '新店')], request)

  const refusal = await publishing.catch((error: unknown) => error)
  await database('outbox').update({ sent_at: database.raw("now() - interval '2 minutes'") })
  const later = await publishDrafts(database, recordingEngine(), [changed(draft, '新店')], request)

  t.ok(refusal instanceof CasesBeingStarted)
  t.same((refusal as CasesBeingStarted).caseNos, ['4102-1'])
  t.equal(later.length, 1, 'a case that was started in vain holds nobody up')
  t.match(await listReleases(database, store), [{ version: 2, runningCases: 0 }, { version: 1, runningCases: 1 }])
})

async function insertUnstartedCase (database: Knex, releaseId: number): Promise<void> {
  const [{ id: accountId }] = await database('account').insert({ login: 'a', password_hash: 'x', kind: 'applicant', display_name: '甲' }).returning('id') as [{ id: number }]
  const [{ id: applicationId }] = await database('application').insert({ account_id: accountId, industry: store }).returning('id') as [{ id: string }]
  await database('case_file').insert({
    case_no: '4102-1',
    receipt_code: 'r',
    application_id: applicationId,
    account_id: accountId,
    industry: store,
    release_id: releaseId,
    channel: 'online',
    region: '410202',
    holder_usci: 'u',
    holder_name: '演示',
    premises_key: 'p',
    premises_address: '演示街',
    answers: {},
    form: {},
    electronic_delivery: true,
    state: 'submitted',
    submitted_at: new Date()
  })
  await database('outbox').insert({ kind: 'publish-message', payload: {}, dedupe_key: 'start:4102-1', case_no: '4102-1' })
}

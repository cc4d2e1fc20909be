import { Readable } from 'node:stream'
import t from 'tap'
import { CatalogueError } from '../../src/catalogue/catalogue-error.js'
import { readDrafts, type ReleaseDraft } from '../../src/catalogue/drafts.js'
import { bringReleases } from '../../src/cases/publication/bring-releases.js'
import { publishDrafts } from '../../src/cases/publication/publish-drafts.js'
import { rollBack } from '../../src/cases/publication/rollback.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { connectDatabase } from '../../src/database/connection.js'
import { formOfRelease, listReleases } from '../../src/database/releases.js'
import { catalogueCopy } from '../support/catalogue.js'
import { testDatabaseUrl } from '../support/database.js'
import { engineAddresses } from '../support/engine.js'
import { flowTests, playTo, playToEnd, submitted } from '../support/flow-steps.js'
import { taskOf } from '../support/case-flow.js'
import { storeWith } from '../support/stories.js'

const store = 'convenience-store'
const { platform, test } = await flowTests(t)
const { database, engine, epoch } = platform
const newGroup = 'test.reviewer@410202'
const request = { epoch, publishedBy: '王五', note: '改表单', turn: 'at-once' as const, signatures: 'none' as const }

async function edited (t: Parameters<typeof catalogueCopy>[0], edits: Record<string, (text: string) => string>, industries = [store]): Promise<ReleaseDraft[]> {
  const { dir, edit } = await catalogueCopy(t)
  for (const [file, change] of Object.entries(edits)) await edit(file, change)
  return await readDrafts(dir, industries)
}

/** The review's form has new words, and the engine offers the review to one more group. */
const otherReview = {
  'shared/review.form': (text: string) => {
    const form = JSON.parse(text) as { components: object[] }
    return JSON.stringify({ ...form, components: [{ type: 'text', id: 'new-words', text: '新表单' }, ...form.components] })
  },
  'shared/permit-handling.bpmn': (text: string) =>
    text.replace(/(<bpmn:userTask id="review"[\s\S]*?candidateGroups=")=([^"]+)"/, `$1=append($2, &quot;${newGroup}&quot;)"`)
}

await test('a running case keeps the forms, limits and flow it started with; a new one has the new ones', async (t) => {
  const before = await submitted(platform, await storeWith(['publication-retail']))
  await taskOf(platform, before.caseNo, 'pre-review')
  const [draft] = await edited(t, { ...otherReview, 'permits/publication-retail/permit.yaml': (text) => text.replace('promised: { n: 5', 'promised: { n: 4') })

  const [release] = await publishDrafts(database, engine, [draft!], request)
  const after = await submitted(platform, await storeWith(['publication-retail']))
  await playTo(platform, before, { elementId: 'review' })
  await playTo(platform, after, { elementId: 'review' })

  const [old, fresh] = [await reviewOf(before.caseNo), await reviewOf(after.caseNo)]
  t.equal(release!.version, 2)
  t.equal(fresh.releaseId, release!.id)
  t.match(fresh, { hasNewGroup: true, hasNewWords: true })
  t.match(old, { hasNewGroup: false, hasNewWords: false })
  t.not(old.formKey, fresh.formKey, 'the engine shows another form')
  t.same((await listReleases(database, store)).map(({ version, runningCases }) => [version, runningCases]), [[2, 1], [1, 1]])
  await playToEnd(platform, before)
  await playToEnd(platform, after)
})

await test('a rollback gives new cases the earlier form again', async (t) => {
  const release = await rollBack(database, engine, store, 1, { epoch, publishedBy: '王五', note: '退回' })
  const played = await submitted(platform, await storeWith(['publication-retail']))
  await playTo(platform, played, { elementId: 'review' })

  t.equal(release!.version, 3)
  t.match(await reviewOf(played.caseNo), { releaseId: release!.id, hasNewGroup: false, hasNewWords: false })
  await playToEnd(platform, played)
})

await test('a model that the engine refuses is named by file, line and element, and changes nothing', async (t) => {
  const releases = await listReleases(database, store)
  const [draft] = await edited(t, {
    ...otherReview, 'shared/receipt.bpmn': (text) => text.replace('<zeebe:taskDefinition type="check-completeness" retries="3" />', '')
  })

  const refusal = await publishDrafts(database, engine, [draft!], request).catch((error: unknown) => error)

  t.ok(refusal instanceof CatalogueError, String(refusal))
  t.match((refusal as CatalogueError).problems, [{ file: 'shared/receipt.bpmn', line: Number, what: /引擎拒绝：“核对材料”（check-completeness）/ }])
  t.same(await listReleases(database, store), releases)
  const played = await submitted(platform, await storeWith(['medical-device-class2-filing']))
  await playToEnd(platform, played)
})

await test('when one of two industries is refused, the other\'s new cases still begin with its current release', async (t) => {
  const [draft] = await edited(t, otherReview)
  const broken: ReleaseDraft = { ...draft!, industry: 'kiosk', resources: [{ name: 'industries/kiosk/flow.bpmn', content: '<not-bpmn/>' }] }

  const refusal = await publishDrafts(database, engine, [draft!, broken], request).catch((error: unknown) => error)
  const played = await submitted(platform, await storeWith(['publication-retail']))
  await playTo(platform, played, { elementId: 'review' })
  t.match((refusal as CatalogueError).problems, [{ file: 'industries/kiosk/flow.bpmn' }])
  t.same((await listReleases(database)).filter(({ industry }) => industry === 'kiosk'), [])
  t.match(await reviewOf(played.caseNo), { hasNewGroup: false, hasNewWords: false })
  await playToEnd(platform, played)
})

await test('departments sign on the command line, a first publication and its releases follow; published twice there is nothing to do', async (t) => {
  const url = await testDatabaseUrl(t)
  const { grpcAddress, restAddress } = engineAddresses()
  const env = { DATABASE_URL: url, ZEEBE_GRPC_ADDRESS: grpcAddress, ZEEBE_REST_ADDRESS: restAddress, FEED_PASSWORD: 'as long as it must be' }
  const run = async (...argv: string[]): Promise<{ code: number, output: string }> => {
    const lines: string[] = []
    const code = await runCommandLine(commands, argv, { env, stdin: Readable.from(['']), print: (line) => { lines.push(line) }, interrupted: new AbortController().signal })
    return { code, output: lines.join('\n') }
  }
  const unsigned = await run('publish', store, '--note', '首次')
  const listed = await run('sign-off', 'list', store)
  const departments = new Set([...listed.output.matchAll(/（([a-z-]+)）：未签署/g)].map(([, department]) => department!))
  for (const department of departments) t.equal((await run('sign-off', store, '--department', department, '--by', '钱七', '--paper', '汴审〔2026〕1号')).code, 0)

  const dry = await run('publish', store, '--note', '首次', '--dry-run')
  const first = await run('publish', store, '--note', '首次', '--by', '王五')
  const second = await run('publish', store, '--note', '再次')
  const releases = await run('releases', store)

  t.equal(unsigned.code, 1)
  t.match(unsigned.output, /没有发布，什么也没有改变：还缺 10 项签署[\s\S]*市烟草专卖局（tobacco）/)
  t.match(dry, { code: 0, output: /试运行：签署齐全，可以发布；什么也没有改变/ })
  t.match(first, { code: 0, output: /首次发布[\s\S]*已发布 convenience-store 第 1 版/ })
  t.match(second, { code: 0, output: /没有要发布的内容：与已发布的版本相同/ })
  t.match(releases.output, /convenience-store 第 1 版\t.*\t王五\t首次\t[0-9a-f]{12}\t在办 0 件/)
  t.match((await run('diff')).output, /没有改动|首次发布/)
  t.match(await run('rollback', store, '--note', 'x'), { code: 1, output: /没有退回，什么也没有改变：convenience-store：只发布过一版/ })

  const own = connectDatabase({ url, poolSize: 2 })
  t.teardown(() => own.destroy())
  await own('release_deployment').delete()
  t.match(await bringReleases(own, engine, 1), [{ industry: store, version: 1 }], 'an engine that lacks the release takes the stored files')
})

/** What engine and release say of a case's review. */
async function reviewOf (caseNo: string): Promise<{ formKey: string | null, releaseId: number, hasNewGroup: boolean, hasNewWords: boolean }> {
  const { key, groups } = await taskOf(platform, caseNo, 'review')
  const { form_key: formKey } = await database('user_task').where({ epoch, user_task_key: key }).first<{ form_key: string | null }>('form_key')
  const { release_id: releaseId } = await database('case_file').where({ case_no: caseNo }).first<{ release_id: number }>('release_id')
  const form = await formOfRelease(database, releaseId, 'review')
  return { formKey, releaseId, hasNewGroup: groups.includes(newGroup), hasNewWords: JSON.stringify(form).includes('新表单') }
}

import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { CatalogueError } from '../../src/catalogue/catalogue-error.js'
import { collectResources, formsOf } from '../../src/catalogue/collect-resources.js'
import { catalogueCopy, catalogueDir } from '../support/catalogue.js'

t.test('one deployment holds the flow, every process it reaches and their forms', async (t) => {
  const resources = await collectResources(catalogueDir, 'convenience-store')

  const names = resources.map((resource) => resource.name)
  for (const name of ['flow', 'receipt', 'permit-handling', 'one-notice', 'joint-inspection', 'composite-licence', 'post-check-handling']) {
    t.ok(names.some((one) => one.endsWith(`/${name}.bpmn`)), name)
  }
  t.strictSame(Object.keys(formsOf(resources)).sort(), [
    'announce-hearing', 'announce-public-notice', 'conclude-public-notice', 'confirm-non-acceptance', 'confirm-visit', 'decide', 'decide-on-the-spot', 'decide-revocation', 'hand-over', 'hold-hearing',
    'inspect', 'post-check', 'post-check-recheck', 'pre-review', 'recheck', 'review'
  ])
  t.notOk(names.some((name) => name.startsWith('permits/')), 'forms that no task uses stay out')
})

async function problemsOf (dir: string): Promise<unknown> {
  const error = await collectResources(dir, 'convenience-store').then(() => undefined, (thrown: unknown) => thrown)
  return error instanceof CatalogueError ? error.problems : error
}

t.test('a called process that no file brings is named with its caller', async (t) => {
  const { dir } = await catalogueCopy(t)
  await rm(join(dir, 'shared/receipt.bpmn'))

  t.match(await problemsOf(dir), [{ file: 'industries/convenience-store/flow.bpmn', what: /“receipt”不存在/ }])
})

t.test('a form that no file brings is named with its model', async (t) => {
  const { dir } = await catalogueCopy(t)
  await rm(join(dir, 'shared/hand-over.form'))

  t.match(await problemsOf(dir), [{ file: 'shared/permit-handling.bpmn', what: /“hand-over”不存在/ }])
})

t.test('broken XML and one process id in two files are refused', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await writeFile(join(dir, 'shared/broken.bpmn'), '<bpmn:definitions><oops')
  await edit('shared/receipt.bpmn', (text) => text.replace('<bpmn:process id="receipt"', '<bpmn:process id="one-notice"'))

  const problems = JSON.stringify(await problemsOf(dir))

  t.match(problems, /broken\.bpmn/)
  t.match(problems, /one-notice”与 .*重复/)
})

t.test('a deployment of 4 MB is refused before the engine sees it', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await edit('shared/hand-over.form', (text) => JSON.stringify({ ...JSON.parse(text) as object, padding: 'x'.repeat(4 * 1024 * 1024) }))

  t.match(await problemsOf(dir), [{ what: /4 MB/ }])
})

t.test('an industry without flow is refused', async (t) => {
  const { dir } = await catalogueCopy(t)
  await rm(join(dir, 'industries/convenience-store/flow.bpmn'))

  t.match(await problemsOf(dir), [{ what: '没有这个行业的流程' }])
})

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { publishCatalogue } from '../../src/cases/publish-catalogue.js'
import type { EngineClient, Resource } from '../../src/engine/engine-client.js'
import { catalogueDir } from '../support/catalogue.js'
import { testDatabase } from '../support/database.js'

t.test('an industry that has no flow yet is not published, and one that has changed nothing is not published again', async (t) => {
  const database = await testDatabase(t)
  const deployments: Resource[][] = []
  const engine = { async deploy (resources: Resource[]) { deployments.push(resources); return { deploymentKey: String(deployments.length) } } }
  const bpmnDir = await mkdtemp(join(tmpdir(), 'onelicence-catalogue-'))
  t.teardown(async () => await rm(bpmnDir, { recursive: true, force: true }))
  await cp(catalogueDir, bpmnDir, { recursive: true })
  await rm(join(bpmnDir, 'industries', 'ktv', 'flow.bpmn'), { force: true })
  const publish = async (epoch: number): Promise<string[]> => (await publishCatalogue(
    database, engine as unknown as EngineClient, { bpmnDir, epoch, publishedBy: 'test', note: '' })).map(({ industry }) => industry)

  const first = await publish(1)
  const again = await publish(1)
  const toAnotherEngine = await publish(2)

  t.ok(first.includes('convenience-store'))
  t.notOk(first.includes('ktv'))
  t.same(again, [])
  t.same(toAnotherEngine, first)
  t.equal(deployments.length, 2 * first.length)
  t.same(await database('catalogue_release').orderBy('id').pluck('industry'), [...first, ...first])
})

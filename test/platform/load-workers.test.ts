import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { loadWorkers } from '../../src/platform/load-workers.js'

t.test('every file of workers/ is a worker of the job type it is named after', async (t) => {
  const workers = await loadWorkers()

  t.ok(workers.length > 20)
  t.ok(workers.every(({ handle }) => typeof handle === 'function'))
})

t.test('a file of another name than its job type is refused', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-workers-'))
  t.teardown(() => rm(directory, { recursive: true }))
  await writeFile(join(directory, 'package.json'), '{ "type": "commonjs" }')
  await writeFile(join(directory, 'claim-case.js'), "exports.default = { jobType: 'something-else' }")

  await t.rejects(loadWorkers(directory), { message: 'workers/claim-case.js must export by default a worker of job type claim-case' })
})

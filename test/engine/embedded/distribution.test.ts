import t from 'tap'
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { ensureDistribution, zeebeVersion, type EngineStep } from '../../../src/engine/embedded/distribution.js'

const name = `camunda-zeebe-${zeebeVersion}`

interface Bench { cacheDir: string, maven: string, calls: () => Promise<number> }

/** A stand-in for Maven that "fetches" a small archive of the distribution's shape and counts its runs. */
async function bench (dir: string, { hasContent = true } = {}): Promise<Bench> {
  for (const folder of ['cache', 'calls']) await mkdir(path.join(dir, folder), { recursive: true })
  const source = path.join(dir, 'source', name)
  await mkdir(path.join(source, 'lib'), { recursive: true })
  await mkdir(path.join(source, 'config'), { recursive: true })
  if (hasContent) await writeFile(path.join(source, 'lib', `zeebe-broker-${zeebeVersion}.jar`), 'jar')
  await writeFile(path.join(source, 'config', 'log4j2.xml'), '<Configuration/>')
  const archive = path.join(dir, `${name}.tar.gz`)
  await promisify(execFile)('tar', ['-czf', archive, '-C', path.join(dir, 'source'), name])
  const maven = path.join(dir, 'maven')
  await writeFile(maven, `#!/bin/sh
touch "${dir}/calls/$$"
for word in "$@"; do case "$word" in -DoutputDirectory=*) cp "${archive}" "\${word#-DoutputDirectory=}/";; esac; done
`)
  await chmod(maven, 0o755)
  return { cacheDir: path.join(dir, 'cache'), maven, calls: async () => (await readdir(path.join(dir, 'calls'))).length }
}

t.test('the distribution is fetched and unpacked once, with its steps told', async (t) => {
  const { cacheDir, maven, calls } = await bench(t.testdir({}))
  const steps: EngineStep[] = []
  const onProgress = (step: EngineStep): void => { steps.push(step) }

  const first = await ensureDistribution({ cacheDir, maven, onProgress })
  const second = await ensureDistribution({ cacheDir, maven, onProgress })

  t.equal(first, path.join(cacheDir, name))
  t.equal(second, first)
  t.same(steps, ['fetching', 'unpacking'])
  t.equal(await calls(), 1)
  t.same(await readdir(cacheDir), [name], 'nothing else is left behind')
})

t.test('starts at the same time all get one whole distribution', async (t) => {
  const { cacheDir, maven } = await bench(t.testdir({}))

  const homes = await Promise.all(Array.from({ length: 4 }, async () => await ensureDistribution({ cacheDir, maven, onProgress: () => {} })))

  t.same(new Set(homes), new Set([path.join(cacheDir, name)]))
  t.same(await readdir(cacheDir), [name])
  t.same(await readdir(path.join(cacheDir, name, 'lib')), [`zeebe-broker-${zeebeVersion}.jar`])
})

t.test('a half-unpacked folder is replaced, and what a killed run left long ago is removed', async (t) => {
  const { cacheDir, maven } = await bench(t.testdir({}))
  await mkdir(path.join(cacheDir, name, 'lib'), { recursive: true })
  await writeFile(path.join(cacheDir, name, 'lib', 'some.jar'), 'half')
  const old = path.join(cacheDir, 'unpacking-old')
  const young = path.join(cacheDir, 'unpacking-young')
  await Promise.all([mkdir(old), mkdir(young)])
  await utimes(old, new Date(0), new Date(0))

  const home = await ensureDistribution({ cacheDir, maven, onProgress: () => {} })

  t.same(await readdir(path.join(home, 'lib')), [`zeebe-broker-${zeebeVersion}.jar`])
  t.same((await readdir(cacheDir)).sort(), [name, 'unpacking-young'])
})

t.test('without Maven, with a failing one, or with another archive the error says what to do', async (t) => {
  const dir = t.testdir({})
  const { cacheDir } = await bench(path.join(dir, 'one'))
  const { maven: wrong, cacheDir: otherCache } = await bench(path.join(dir, 'other'), { hasContent: false })
  const onProgress = (): void => {}

  await t.rejects(ensureDistribution({ cacheDir, maven: path.join(cacheDir, 'no-such-mvn'), onProgress }), { name: 'EmbeddedEngineError', message: /could not run .*no-such-mvn: .*install it \(`mvn`\)/ })
  await t.rejects(ensureDistribution({ cacheDir, maven: 'false', onProgress }), { message: /false ended with code 1: .*reaches Maven Central/ })
  await t.rejects(ensureDistribution({ cacheDir: otherCache, maven: wrong, onProgress }), { message: /is not a Zeebe distribution/ })
  t.same(await readdir(cacheDir), [], 'nothing is left behind')
})

import t from 'tap'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { endOrphan, writePidFile, type PidRecord } from '../../../src/engine/embedded/pid-file.js'
import type { Scope } from '../../support/scope.js'

const marker = '-Donelicence.engine=/data/.'

/** A process with these words on its command line; ended with the test. */
async function standIn (t: Scope, words: string, { ignoresTerm = false } = {}): Promise<ChildProcess> {
  const script = `${ignoresTerm ? 'process.on("SIGTERM", () => {});' : ''} setInterval(() => {}, 1000); console.log("up")`
  const child = spawn(process.execPath, ['-e', script, '--', words], { stdio: ['ignore', 'pipe', 'ignore'] })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout!, 'data')
  return child
}

async function orphanFile (dir: string, pid: number, owner: Partial<PidRecord['owner']> = {}): Promise<string> {
  const file = path.join(dir, 'broker.pid')
  await writePidFile(file, pid, marker)
  const record = JSON.parse(await readFile(file, 'utf8')) as PidRecord
  await writeFile(file, JSON.stringify({ ...record, owner: { ...record.owner, pid: 2 ** 22 + 1, ...owner } }))
  return file
}

async function isThere (file: string): Promise<boolean> {
  return await access(file).then(() => true, () => false)
}

t.test('a broker whose parent is gone is ended, and its file removed', async (t) => {
  const broker = await standIn(t, marker)
  const file = await orphanFile(t.testdir({}), broker.pid!)
  const exit = once(broker, 'exit')

  await endOrphan(file)

  t.same(await exit, [null, 'SIGTERM'])
  t.equal(await isThere(file), false)
})

t.test('another program that has the number by now is left alone', async (t) => {
  const stranger = await standIn(t, '-Donelicence.engine=/data/other/.')
  const file = await orphanFile(t.testdir({}), stranger.pid!)

  await endOrphan(file)

  t.equal(stranger.exitCode, null)
  t.equal(stranger.signalCode, null)
  t.equal(await isThere(file), false)
})

t.test('a broker whose parent lives is not touched: the folder is in use', async (t) => {
  const broker = await standIn(t, marker)
  const parent = await standIn(t, 'onelicence start')
  const command = [process.execPath, ...parent.spawnargs.slice(1)].join(' ')
  const file = await orphanFile(t.testdir({}), broker.pid!, { pid: parent.pid!, command })

  await t.rejects(endOrphan(file), { name: 'EmbeddedEngineError', message: `the data folder is in use: process ${parent.pid} runs an engine on it (engine process ${broker.pid})` })

  t.equal(broker.signalCode, null)
  t.equal(await isThere(file), true)
})

t.test('no file, a broken one, or one of a process long gone is nothing to worry about', async (t) => {
  const dir = t.testdir({ 'broken.pid': '{"pid":' })
  const gone = await standIn(t, marker)
  const file = await orphanFile(dir, gone.pid!)
  const exit = once(gone, 'exit')
  gone.kill('SIGKILL')
  await exit

  await endOrphan(path.join(dir, 'none.pid'))
  await endOrphan(path.join(dir, 'broken.pid'))
  await endOrphan(file)

  t.equal(await isThere(file), false)
})

import t from 'tap'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findJava } from '../../../src/engine/embedded/java.js'

const bin = process.platform === 'win32' ? 'java.exe' : 'java'

/** A folder that looks like a JDK of this version. */
async function fakeJdk (home: string, version: string): Promise<string> {
  await mkdir(path.join(home, 'bin'), { recursive: true })
  await writeFile(path.join(home, 'release'), `IMPLEMENTOR="Test"\nJAVA_VERSION="${version}"\n`)
  const command = path.join(home, 'bin', bin)
  await writeFile(command, '#!/bin/sh\n')
  await chmod(command, 0o755)
  return command
}

t.test('JAVA_HOME goes before PATH, PATH before the usual folders', async (t) => {
  const dir = t.testdir({ jvm: {} })
  const home = await fakeJdk(path.join(dir, 'home'), '21.0.4')
  const onPath = await fakeJdk(path.join(dir, 'path'), '22')
  const usual = await fakeJdk(path.join(dir, 'jvm', 'temurin-25'), '25')
  const searchPath = path.dirname(onPath)
  const folders = [path.join(dir, 'jvm')]

  t.same(await findJava({ javaHome: path.join(dir, 'home'), searchPath, folders }), { command: home, version: 21 })
  t.same(await findJava({ javaHome: undefined, searchPath, folders }), { command: onPath, version: 22 })
  t.same(await findJava({ javaHome: undefined, searchPath: '', folders }), { command: usual, version: 25 })
})

t.test('one that is too old is passed over', async (t) => {
  const dir = t.testdir({ jvm: {} })
  await fakeJdk(path.join(dir, 'home'), '17.0.15')
  await fakeJdk(path.join(dir, 'jvm', 'a-java-8'), '1.8.0_392')
  const usual = await fakeJdk(path.join(dir, 'jvm', 'temurin-21'), '21')

  const java = await findJava({ javaHome: path.join(dir, 'home'), searchPath: '', folders: [path.join(dir, 'nowhere'), path.join(dir, 'jvm')] })

  t.same(java, { command: usual, version: 21 })
})

t.test('a JDK without a release file is asked for its version', async (t) => {
  const dir = t.testdir({ bin: { java: '#!/bin/sh\necho \'openjdk version "23.0.1" 2024-10-15\' >&2\n' } })
  await chmod(path.join(dir, 'bin', 'java'), 0o755)

  t.match(await findJava({ javaHome: dir, searchPath: '', folders: [] }), { version: 23 })
})

t.test('when there is none, the error says what was found and what to install', async (t) => {
  const dir = t.testdir({})
  const old = await fakeJdk(path.join(dir, 'old'), '17')

  await t.rejects(findJava({ javaHome: undefined, searchPath: '', folders: [] }), { name: 'EmbeddedEngineError', message: /needs Java 21 or newer, and none was found; install a JDK/ })
  const error = await findJava({ javaHome: path.join(dir, 'old'), searchPath: '', folders: [] }).catch((error: Error) => error)
  t.match(error, { fault: 'no-java', message: `found only ${old} (Java 17)` })
})

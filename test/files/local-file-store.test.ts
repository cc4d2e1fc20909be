import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { createLocalFileStore } from '../../src/files/local-file-store.js'

async function storeIn (t: { teardown (run: () => Promise<void>): void }) {
  const directory = await mkdtemp(join(tmpdir(), 'onelicence-store-'))
  t.teardown(async () => await rm(directory, { recursive: true, force: true }))
  const filesIn = async (): Promise<string[]> => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)
  return { store: createLocalFileStore(directory), filesIn }
}

t.test('a file is found under the hash of its content, and kept once however often it is put', async (t) => {
  const { store, filesIn } = await storeIn(t)
  const content = Buffer.from('食品安全管理制度')
  const hash = createHash('sha256').update(content).digest('hex')

  const puts = await Promise.all([store.put(content), store.put(content), store.put(content)])

  t.same(puts, [{ hash }, { hash }, { hash }])
  t.same(await store.get(hash), content)
  t.same(await filesIn(), [hash])
  const chunks: Buffer[] = []
  for await (const chunk of store.openRead(hash)) chunks.push(chunk)
  t.same(Buffer.concat(chunks), content)
})

t.test('what is received is nobody\'s until it is kept, and leaves nothing when discarded', async (t) => {
  const { store, filesIn } = await storeIn(t)
  const received = await store.receive(Readable.from([Buffer.alloc(5000, 1), Buffer.alloc(5000, 2)]))

  t.match(received, { sizeBytes: 10_000, hash: /^[0-9a-f]{64}$/ })
  t.equal(received.head.length, 4100)
  await t.rejects(store.get(received.hash))
  await received.discard()
  t.same(await filesIn(), [])
})

t.test('an upload that breaks off leaves nothing', async (t) => {
  const { store, filesIn } = await storeIn(t)
  const broken = Readable.from((async function * () {
    yield Buffer.from('first half')
    throw new Error('connection lost')
  })())

  await t.rejects(store.receive(broken), { message: 'connection lost' })

  t.same(await filesIn(), [])
})

t.test('only a hash leads to a file', async (t) => {
  const { store } = await storeIn(t)

  await t.rejects(store.get('../../etc/passwd'), /not a file hash/)
  t.throws(() => store.openRead('..'), /not a file hash/)
})

import { createHash } from 'node:crypto'
import t from 'tap'
import { createDocumentSigner, SigningSecretMismatch } from '../../src/documents/signing/document-signer.js'
import { openPrivateKey, sealingKey, sealPrivateKey } from '../../src/documents/signing/sealed-key.js'
import { isSignatureOf, makeKeyPair, signDigests } from '../../src/documents/signing/signature.js'
import { systemClock } from '../../src/domain/time.js'
import { testDatabase } from '../support/database.js'

const digests = { documentNo: '汴龙烟准许〔2026〕000001号', sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) }
const tobacco = '龙亭区烟草专卖局'

t.test('a signature that OpenSSL made over number and digests is taken, and none over anything else', async (t) => {
  // openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678
  const publicKey = '04cbf531b91653c96e0adfddfea28a6d64517bc1f33dd167202693b3f808351f5633c456e698399732014e01686d524991a77173d018aa0c44b35621469f6d7868'
  const signature = '3045022100c7bc4b33a1f4003d9057bb534752b8d8e6c4024d48ff10d77e1ad6884d89ee86022062325337272fa933b7154a32fb62a018d1fc28982449f596c3fcc9a3db5e0aa1'

  t.equal(isSignatureOf(digests, signature, publicKey), true)
  t.equal(isSignatureOf({ ...digests, documentNo: '汴龙烟准许〔2026〕000002号' }, signature, publicKey), false)
  t.equal(isSignatureOf({ ...digests, sha256: 'c'.repeat(64) }, signature, publicKey), false)
  t.equal(isSignatureOf(digests, signature, makeKeyPair().publicKey), false)
  t.equal(isSignatureOf(digests, 'no signature', publicKey), false)
})

t.test('a key signs what its public part confirms', async (t) => {
  const key = makeKeyPair()

  t.equal(isSignatureOf(digests, signDigests(digests, key), key.publicKey), true)
})

t.test('a sealed key opens with its secret, for its owner, unchanged; never otherwise', async (t) => {
  const sealing = sealingKey('a secret of some length')
  const sealed = sealPrivateKey(sealing, tobacco, 'abcdef')

  t.equal(openPrivateKey(sealing, tobacco, sealed), 'abcdef')
  t.notOk(sealed.includes('abcdef'))
  t.throws(() => openPrivateKey(sealingKey('another secret'), tobacco, sealed))
  t.throws(() => openPrivateKey(sealing, '龙亭区市场监督管理局', sealed))
  t.throws(() => openPrivateKey(sealing, tobacco, Buffer.concat([sealed.subarray(0, -1), Buffer.from([sealed.at(-1)! ^ 1])])))
})

t.test('an organ has one key, whichever of ten processes makes it, and the same after a restart', async (t) => {
  const database = await testDatabase(t, { poolSize: 10 })
  const signers = Array.from({ length: 10 }, () => createDocumentSigner({ database, secret: 'of this test alone', clock: systemClock }))

  await Promise.all(signers.flatMap((signer) => [signer.prepare(tobacco), signer.prepare('龙亭区市场监督管理局')]))
  await createDocumentSigner({ database, secret: 'of this test alone', clock: systemClock }).prepare(tobacco)

  t.same((await database('organ_key').pluck<string[]>('organ')).sort(), [tobacco, '龙亭区市场监督管理局'].sort())
})

t.test('with another secret nothing is signed, and a check says so', async (t) => {
  const database = await testDatabase(t)
  const former = createDocumentSigner({ database, secret: 'the former secret', clock: systemClock })
  await former.prepare(tobacco)

  const later = createDocumentSigner({ database, secret: 'the later secret', clock: systemClock })

  await former.check()
  await t.rejects(later.check(), SigningSecretMismatch)
  await t.rejects(later.prepare(tobacco), SigningSecretMismatch)
})

t.test('SM3 of the platform is the one that signatures are made with', async (t) => {
  // GB/T 32905, example 1
  t.equal(createHash('sm3').update('abc').digest('hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
})

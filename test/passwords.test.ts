import t from 'tap'
import { hashPassword, nobodysHash, passwordCost, verifyPassword } from '../src/passwords.js'

const cheap = { log2n: 4, blockSize: 8, parallelization: 1 }

t.test('a password is verified against its hash, whatever cost it was made with', async (t) => {
  const hash = await hashPassword('正确的密码', cheap)

  t.match(hash, /^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  t.equal(await verifyPassword('正确的密码', hash), true)
  t.equal(await verifyPassword('错误的密码', hash), false)
  t.not(await hashPassword('正确的密码', cheap), hash, 'salted')
})

t.test('the same password typed in full width stays the same', async (t) => {
  t.equal(await verifyPassword('Passw0rd', await hashPassword('Ｐａｓｓｗ０ｒｄ', cheap)), true)
})

t.test('the hash for unknown logins costs what a real one costs, and matches nothing', async (t) => {
  t.match(nobodysHash, `scrypt$${passwordCost.log2n}$${passwordCost.blockSize}$${passwordCost.parallelization}$`)
  t.equal(await verifyPassword('', nobodysHash), false)
})

t.test('a stored hash of another form is a fault, not a wrong password', async (t) => {
  await t.rejects(verifyPassword('x', 'md5$abc'), /unknown form/)
})

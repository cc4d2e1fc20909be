import { randomBytes, scrypt as scryptCallback, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptCallback)
const keyBytes = 32

/** Work of one scrypt computation: memory is 128 · 2^log2n · blockSize bytes. */
export interface ScryptCost { log2n: number, blockSize: number, parallelization: number }

/** 32 MiB and about 0.2 s: one of OWASP's equivalent minimum settings (2^15, 8, 3). */
export const passwordCost: ScryptCost = { log2n: 15, blockSize: 8, parallelization: 3 }

/** The hash of a password that nobody knows, of the usual cost: checked for a login that doesn't exist, so that it takes as long as one that does. */
export const nobodysHash = 'scrypt$15$8$3$UaGbYdS3CaJFwLDaTbAwvw$-eKFYqFKJ4tHpZFkaZTA7y58Sv24RRvqXmrHDZg4rPo'

/** `scrypt$15$8$3$<salt>$<key>` (base64url): the cost travels with the hash, so raising it never locks anybody out. */
export async function hashPassword (password: string, cost: ScryptCost = passwordCost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.log2n, cost.blockSize, cost.parallelization, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Compares in constant time. Throws on a stored hash of another form, which is a fault of ours and not the user's. */
export async function verifyPassword (password: string, stored: string): Promise<boolean> {
  const [scheme, log2n, blockSize, parallelization, salt, key] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) throw new Error('password hash of an unknown form')
  const cost = { log2n: Number(log2n), blockSize: Number(blockSize), parallelization: Number(parallelization) }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(derived, Buffer.from(key, 'base64url'))
}

async function derive (password: string, salt: Buffer, { log2n, blockSize, parallelization }: ScryptCost): Promise<Buffer> {
  const n = 2 ** log2n
  // NFKC: the same password typed through another input method stays the same password
  return await scrypt(password.normalize('NFKC'), salt, keyBytes, {
    N: n, r: blockSize, p: parallelization, maxmem: 256 * n * blockSize
  })
}

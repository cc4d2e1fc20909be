import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

const ivLength = 12
const tagLength = 16

/** The key that private keys are sealed with, from what the operator keeps secret. Slow on purpose: derived once a process. */
export function sealingKey (secret: string): Buffer {
  return scryptSync(secret, 'onelicence organ keys', 32)
}

/** AES-256-GCM: nonce, tag, cipher text. `owner` (organ and public key) belongs to it: the sealed key opens for no other row. */
export function sealPrivateKey (key: Buffer, owner: string, privateKey: string): Buffer {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner))
  const text = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

/** Throws when the secret is another one, or the row was changed. */
export function openPrivateKey (key: Buffer, owner: string, sealed: Buffer): string {
  const tag = sealed.subarray(ivLength, ivLength + tagLength)
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength)).setAAD(Buffer.from(owner)).setAuthTag(tag)
  return Buffer.concat([cipher.update(sealed.subarray(ivLength + tagLength)), cipher.final()]).toString('utf8')
}

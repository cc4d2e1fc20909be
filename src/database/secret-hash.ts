import { createHash } from 'node:crypto'

/** What the database keeps of a token or code that only its bearer knows: its SHA-256, 32 bytes. */
export function secretHash (secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

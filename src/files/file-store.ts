import type { Readable } from 'node:stream'

/** A file taken in but not yet kept: its hash is known, nobody can read it. End it with `keep` or `discard`. */
export interface ReceivedFile {
  /** SHA-256, hexadecimal. */
  hash: string
  sizeBytes: number
  /** The first bytes (up to 4,100), enough to tell what it is. */
  head: Buffer
  keep (): Promise<void>
  discard (): Promise<void>
}

/** Files by the hash of their content: written once, never changed. */
export interface FileStore {
  put (content: Buffer): Promise<{ hash: string }>
  /** Takes a stream in without holding it in memory. Fails when the stream does. */
  receive (source: Readable): Promise<ReceivedFile>
  get (hash: string): Promise<Buffer>
  openRead (hash: string): Readable
}

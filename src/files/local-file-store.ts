import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, link, mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { FileStore, ReceivedFile } from './file-store.js'

const headBytes = 4100
const hashShape = /^[0-9a-f]{64}$/

/**
 * A folder of files named by their SHA-256 (`ab/abcd…`). A file appears under its name only when it is whole and on disk, so
 * a killed process leaves nothing half; two writers of the same content both succeed.
 */
export function createLocalFileStore (directory: string): FileStore {
  const unfinished = join(directory, 'incoming')
  const pathOf = (hash: string): string => {
    if (!hashShape.test(hash)) throw new Error(`not a file hash: ${hash}`)
    return join(directory, hash.slice(0, 2), hash)
  }

  async function receive (source: Readable | Iterable<Buffer>): Promise<ReceivedFile> {
    await mkdir(unfinished, { recursive: true })
    const temporary = join(unfinished, randomUUID())
    try {
      const { hash, sizeBytes, head } = await writeAll(temporary, source)
      return {
        hash,
        sizeBytes,
        head,
        keep: async () => { await publish(temporary, pathOf(hash)) },
        discard: async () => { await rm(temporary, { force: true }) }
      }
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  return {
    receive,
    async put (content) {
      const received = await receive([content])
      await received.keep()
      return { hash: received.hash }
    },
    get: async (hash) => await readFile(pathOf(hash)),
    openRead: (hash) => createReadStream(pathOf(hash))
  }
}

async function writeAll (path: string, source: Readable | Iterable<Buffer>): Promise<{ hash: string, sizeBytes: number, head: Buffer }> {
  const file = await open(path, 'wx', 0o640)
  try {
    const hash = createHash('sha256')
    let head = Buffer.alloc(0)
    let sizeBytes = 0
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk)
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)])
      sizeBytes += chunk.length
      await writeChunk(file, chunk)
    }
    await file.sync()
    return { hash: hash.digest('hex'), sizeBytes, head }
  } finally {
    await file.close()
  }
}

async function writeChunk (file: FileHandle, chunk: Buffer): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
  }
}

/** Gives the file its name; one that is there already has the same content. */
async function publish (temporary: string, path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  try {
    await link(temporary, path)
    await syncFolder(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    await access(path)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** The new name itself survives a power cut only when its folder is on disk. */
async function syncFolder (folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

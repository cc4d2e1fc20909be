import type { MultipartFile } from '@fastify/multipart'
import { fileTypeFromBuffer } from 'file-type'
import type { Knex } from 'knex'
import { recordStoredFile } from '../database/stored-files.js'
import { fileRefusal } from '../domain/uploaded-file.js'
import { ServiceError } from '../errors.js'
import type { FileStore } from '../files/file-store.js'

export interface Upload { hash: string, fileName: string }

/**
 * Takes one uploaded file into the store, streaming, and only if name, declared type and content agree.
 * @throws ServiceError `file-missing`, `file-too-large`, `file-empty`, `file-name-invalid`, `file-type-not-allowed`, `file-type-mismatch`
 */
export async function takeUpload (database: Knex, files: FileStore, part: MultipartFile | undefined): Promise<Upload> {
  if (part === undefined) throw new ServiceError('file-missing')
  const received = await files.receive(part.file)
  try {
    if (part.file.truncated) throw new ServiceError('file-too-large')
    const actualType = (await fileTypeFromBuffer(received.head))?.mime
    const refusal = fileRefusal({
      fileName: part.filename ?? '', declaredType: part.mimetype, sizeBytes: received.sizeBytes, actualType
    })
    if (refusal !== undefined) throw new ServiceError(refusal)
    await received.keep()
    await recordStoredFile(database, { hash: received.hash, sizeBytes: received.sizeBytes, mediaType: actualType! })
    return { hash: received.hash, fileName: part.filename }
  } catch (error) {
    await received.discard()
    throw error
  }
}

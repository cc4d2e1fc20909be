import type { Knex } from 'knex'

export interface StoredFile { hash: string, sizeBytes: number, mediaType: string }

/** Notes a file of the store; the same content is noted once. */
export async function recordStoredFile (tx: Knex, { hash, sizeBytes, mediaType }: StoredFile): Promise<void> {
  await tx('stored_file').insert({ hash, size_bytes: sizeBytes, media_type: mediaType }).onConflict('hash').ignore()
}

/** The type that a stored file was found to have; undefined for one that isn't known. */
export async function mediaTypeOf (tx: Knex, hash: string): Promise<string | undefined> {
  return (await tx('stored_file').where({ hash }).first<{ media_type: string } | undefined>('media_type'))?.media_type
}

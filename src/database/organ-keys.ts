import type { Knex } from 'knex'

export interface OrganKeyRow {
  id: string
  organ: string
  /** Uncompressed point, hexadecimal. */
  public_key: string
  /** See `sealPrivateKey`. */
  sealed_private_key: Buffer
}

export type NewOrganKey = Omit<OrganKeyRow, 'id'> & { made_at: Date }

/** The key that an organ signs with now. */
export async function organKeyInUse (database: Knex, organ: string): Promise<OrganKeyRow | undefined> {
  return await database('organ_key').where({ organ }).whereNull('retired_at').first<OrganKeyRow | undefined>()
}

/** An organ has one key in use: of several processes that make one at once, the first one's stays. */
export async function insertOrganKey (database: Knex, key: NewOrganKey): Promise<void> {
  await database.raw(`
    INSERT INTO organ_key (organ, public_key, sealed_private_key, made_at)
    VALUES (:organ, :public_key, :sealed_private_key, :made_at)
    ON CONFLICT (organ) WHERE retired_at IS NULL DO NOTHING`, { ...key })
}

/** Any key that was ever made, to see whether the secret is still the one that it was sealed with. */
export async function anyOrganKey (database: Knex): Promise<OrganKeyRow | undefined> {
  return await database('organ_key').orderBy('id').first<OrganKeyRow | undefined>()
}

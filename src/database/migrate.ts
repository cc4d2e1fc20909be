import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { projectRoot } from '../project-root.js'
import { connectDatabase, rowsOf } from './connection.js'

/** Any number that nobody else takes an advisory lock on in this database. */
const migrationLockKey = 20_220_015

/**
 * Brings a database to the newest schema. Run twice it does nothing; of many processes at once one works and the others
 * wait. A migration is one transaction: it is there or it isn't.
 * @returns the file names applied by this call
 */
export async function migrateDatabase (url: string, directory = join(projectRoot(), 'migrations')): Promise<string[]> {
  const database = connectDatabase({ url, poolSize: 3, applicationName: 'onelicence migrate' })
  try {
    return await database.transaction(async (lock) => {
      await lock.raw('SELECT pg_advisory_xact_lock(?)', [migrationLockKey])
      // Whoever died in the middle left knex's own lock behind; ours proves that nobody is at work.
      await database.migrate.forceFreeMigrationsLock(migrationConfig(directory))
      const [, applied] = await database.migrate.latest(migrationConfig(directory)) as [number, string[]]
      return applied
    })
  } finally {
    await database.destroy()
  }
}

/** File names that this database has not got yet; a fresh one lacks all. */
export async function pendingMigrations (database: Knex, directory = join(projectRoot(), 'migrations')): Promise<string[]> {
  const files = await listMigrations(directory)
  const [table] = await rowsOf<{ name: string | null }>(database.raw('SELECT to_regclass(\'knex_migrations\')::text AS name'))
  if (!table?.name) return files
  const done = new Set(await database('knex_migrations').pluck<string[]>('name'))
  return files.filter((file) => !done.has(file))
}

function migrationConfig (directory: string): Knex.MigratorConfig {
  return { migrationSource: sqlFiles(directory) }
}

/** Reads `migrations/*.sql`: knex itself only knows JavaScript migrations. */
function sqlFiles (directory: string): Knex.MigrationSource<string> {
  return {
    getMigrations: () => listMigrations(directory),
    getMigrationName: (file) => file,
    async getMigration (file) {
      const sql = await readFile(join(directory, file), 'utf8')
      return {
        // knex takes a bare question mark for a binding
        async up (tx) { await tx.raw(sql.replaceAll('?', '\\?')) },
        async down () { throw new Error(`${file} cannot be undone: migrations only go forward`) }
      }
    }
  }
}

async function listMigrations (directory: string): Promise<string[]> {
  const files = await readdir(directory)
  return files.filter((file) => file.endsWith('.sql')).sort()
}

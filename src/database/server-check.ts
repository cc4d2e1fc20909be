import pg from 'pg'

const oldestVersion = 140_000
const connectTimeoutMs = 10_000

export class DatabaseTooOld extends Error {
  readonly version: string

  constructor (version: string) {
    super(`PostgreSQL ${version} is older than 14`)
    this.name = 'DatabaseTooOld'
    this.version = version
  }
}

/**
 * Connects once: a wrong address or password shows here, at the start.
 * @throws node-postgres's error (network code or SQLSTATE), DatabaseTooOld
 */
export async function checkDatabaseServer (url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs, application_name: 'onelicence start' })
  try {
    await client.connect()
    const { rows: [row] } = await client.query<{ number: string, text: string }>('SELECT current_setting(\'server_version_num\') AS number, current_setting(\'server_version\') AS text')
    if (Number(row?.number) < oldestVersion) throw new DatabaseTooOld(row?.text ?? '')
  } finally {
    await client.end().catch(() => {})
  }
}

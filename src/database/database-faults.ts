/** Connection could not be made or broke (network codes), or the server says that it can't serve now (SQLSTATE). */
const unavailableCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPIPE',
  '57P01', '57P02', '57P03', '53300', '25006'
])

/** Whether an error says that the database is away, as against a fault of ours or the data. */
export function isDatabaseUnavailable (error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'KnexTimeoutError') return true
  const code = codeOf(error)
  if (code !== undefined) return unavailableCodes.has(code) || /^08/.test(code)
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable)
  // node-postgres names a connection lost under a query by these words only; knex puts the statement before them
  return /(^| - )(Connection terminated|Client has encountered a connection error)/.test(error.message)
}

/** The name of the unique constraint that an insert or update ran into; undefined for any other error. */
export function violatedUnique (error: unknown): string | undefined {
  if (!(error instanceof Error) || codeOf(error) !== '23505') return undefined
  const { constraint } = error as Error & { constraint?: unknown }
  return typeof constraint === 'string' ? constraint : undefined
}

function codeOf (error: Error): string | undefined {
  const { code } = error as Error & { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

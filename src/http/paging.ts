import { isStorableText } from '../domain/storable-text.js'
import { ServiceError } from '../errors.js'

/** A place in a sorted list, opaque to the caller. */
export function encodeCursor (at: Date | null, key: string): string {
  return Buffer.from(JSON.stringify([at, key])).toString('base64url')
}

/** An instant (null: none) and a key. @throws ServiceError `bad-request` for a cursor that this API did not make */
export function decodeCursor (cursor: string): { at: Date | null, key: string } {
  const [at, key] = partsOf(cursor)
  const instant = at === null || at === undefined ? null : new Date(at)
  if (typeof key === 'string' && isStorableText(key) && (instant === null || isWritable(instant))) return { at: instant, key }
  throw new ServiceError('bad-request', { problems: [{ field: 'cursor', label: '翻页位置', problem: '格式不正确' }] })
}

/** A date that the database knows too. */
function isWritable (instant: Date): boolean {
  return instant.getTime() >= 0 && instant.getUTCFullYear() <= 9999
}

function partsOf (cursor: string): (string | null)[] {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown
    return Array.isArray(parts) && parts.length === 2 ? parts : []
  } catch {
    return []
  }
}

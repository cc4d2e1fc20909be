/** One exported record, its keys as strings. */
export interface EngineRecord {
  partitionId: number
  position: number
  timestamp: number
  key: string
  valueType: string
  intent: string
  recordType: string
  value: Record<string, unknown>
}

/** The record has a form that this code doesn't know. */
export class UnreadableRecord extends Error {
  constructor (message: string) {
    super(message)
    this.name = 'UnreadableRecord'
  }
}

const nothingKey = '-1'

/** What the tables hold (int), and the last moment of four-digit years: beyond them a mark could not be stored, and the feed would stand still. */
const largestPartition = 2_147_483_647
const lastInstant = Date.UTC(9999, 11, 31)

/** Checks the frame of a parsed line. Throws UnreadableRecord. */
export function asRecord (parsed: unknown): EngineRecord {
  const record = parsed as Partial<EngineRecord> | null
  const isWhole = typeof record === 'object' && record !== null &&
    isWithin(record.partitionId, 1, largestPartition) && isWithin(record.position, 0, Number.MAX_SAFE_INTEGER) && isWithin(record.timestamp, 0, lastInstant) &&
    [record.key, record.valueType, record.intent, record.recordType].every((field) => typeof field === 'string') &&
    typeof record.value === 'object' && record.value !== null
  if (!isWhole) throw new UnreadableRecord('the frame of a record is incomplete')
  return record as EngineRecord
}

function isWithin (value: unknown, smallest: number, largest: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= smallest && Number(value) <= largest
}

/** PostgreSQL's text can't hold NUL. */
export function textOf ({ value, valueType }: EngineRecord, field: string): string {
  const text = value[field]
  if (typeof text !== 'string') throw new UnreadableRecord(`${valueType} has no text in ${field}`)
  return text.replaceAll('\0', '')
}

export function textsOf ({ value, valueType }: EngineRecord, field: string): string[] {
  const texts = value[field]
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw new UnreadableRecord(`${valueType} has no list of texts in ${field}`)
  return texts
}

export function keyOrNull (key: string): string | null {
  return key === nothingKey ? null : key
}

export function instantOf (timestampMs: number): string {
  return new Date(timestampMs).toISOString()
}

/** The engine keeps the offset as it was written, perhaps with a zone's name in brackets. */
export function dueInstantOf (dueDate: string): string | null {
  if (dueDate === '') return null
  const instant = new Date(dueDate.replace(/\[.*\]$/, ''))
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}

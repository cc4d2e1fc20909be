import type { Knex } from 'knex'
import { raiseAlarm } from '../database/alarms.js'
import { isDatabaseUnavailable } from '../database/database-faults.js'
import { insertDeadLetters, lockMarks, moveMarks, noProjections, storeProjections, type DeadLetter, type Projections } from '../database/feed-projections.js'
import { storeTaskBulk, type FeedMark, type FeedSource, type NewMark } from '../database/task-projection.js'
import { parseEngineJson } from './engine-json.js'
import type { Log } from './log.js'
import { asRecord, UnreadableRecord, type EngineRecord } from './engine-record.js'
import { readRecord } from './record-reading.js'

export interface FeedIntakeOptions {
  database: Knex
  epoch: (() => Promise<number>) & { invalidate?: () => void }
  log: Log
}

/** Records that can't come from the engine of this epoch: known positions at later times. */
export class ForeignRecords extends Error {
  constructor (partition: number, position: number) {
    super(`position ${position} of partition ${partition} came before with an earlier time: these records are another engine's`)
    this.name = 'ForeignRecords'
  }
}

interface Line { text: string, record: EngineRecord }
interface Reading { projections: Projections, letters: DeadLetter[], isOfInterest: boolean }

/**
 * Projects one bulk of exported records (pairs of lines: action and record) in one transaction. What can't be understood goes to
 * the dead letters, never in the way of the next. Records that came before are skipped: everything up to a source's mark is stored.
 * @returns how many records the bulk had. Throws ForeignRecords, or the database's error when it is away
 */
export async function takeBulk (options: FeedIntakeOptions, body: string): Promise<number> {
  const texts = body.split('\n').filter((line) => line !== '').filter((_, index) => index % 2 === 1)
  const letters: DeadLetter[] = []
  const lines = texts.flatMap((text) => parseLine(text, letters))
  // Most records are of no interest, and the database needn't hear of them.
  const reading = readLines(lines)
  if (letters.length === 0 && !reading.isOfInterest) return texts.length

  const epoch = await options.epoch()
  try {
    if (letters.length === 0 && await areStoredAsTasks(options, epoch, lines, reading)) return texts.length
    await store(options, epoch, lines, letters, async (tx, fresh) => {
      const { projections, letters: unreadable } = fresh.length === lines.length ? reading : readLines(fresh)
      await storeProjections(tx, epoch, projections)
      await insertDeadLetters(tx, unreadable)
    })
  } catch (error) {
    if (error instanceof ForeignRecords) await refuseForeign(options, epoch, error)
    if (error instanceof ForeignRecords || isDatabaseUnavailable(error)) throw error
    options.log.warn({ err: error }, 'a bulk of records could not be stored as a whole')
    await store(options, epoch, lines, letters, async (tx, fresh) => await storeOneByOne(tx, epoch, fresh))
  }
  return texts.length
}

/** What the exporter of user tasks sends. Anything else, and what came before, takes the longer way. */
async function areStoredAsTasks ({ database }: FeedIntakeOptions, epoch: number, lines: Line[], { projections, letters }: Reading): Promise<boolean> {
  const [mark, ...others] = newMarks(lines)
  if (mark?.stream !== 'tasks' || others.length > 0 || letters.length > 0) return false
  const firstPosition = Math.min(...lines.map(({ record }) => record.position))
  return await storeTaskBulk(database, epoch, { tasks: [...projections.userTasks.values()], firstPosition, mark })
}

async function refuseForeign ({ database, epoch, log }: FeedIntakeOptions, currentEpoch: number, error: ForeignRecords): Promise<void> {
  log.error({ reason: error.message }, 'the feed refuses records of another engine')
  await raiseAlarm(database, 'foreign-engine-records', { epoch: currentEpoch })
  epoch.invalidate?.()
}

function parseLine (text: string, letters: DeadLetter[]): Line[] {
  try {
    return [{ text, record: asRecord(parseEngineJson(text)) }]
  } catch (error) {
    letters.push(letterOf(text, error))
    return []
  }
}

function readLines (lines: Line[]): Reading {
  const reading: Reading = { projections: noProjections(), letters: [], isOfInterest: false }
  for (const { text, record } of lines) {
    try {
      if (readRecord(record, reading.projections)) reading.isOfInterest = true
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error
      reading.letters.push(letterOf(text, error))
      reading.isOfInterest = true
    }
  }
  return reading
}

async function store (
  { database }: FeedIntakeOptions, epoch: number, lines: Line[], letters: DeadLetter[], project: (tx: Knex.Transaction, fresh: Line[]) => Promise<void>
): Promise<void> {
  await database.transaction(async (tx) => {
    const marks = new Map((await lockMarks(tx, epoch, lines.map(({ record }) => sourceOf(record)))).map((mark) => [nameOf(mark), mark]))
    const fresh = lines.filter(({ record }) => isFresh(record, marks.get(nameOf(sourceOf(record)))))
    if (fresh.length > 0) await project(tx, fresh)
    await insertDeadLetters(tx, letters)
    await moveMarks(tx, epoch, newMarks(fresh))
  })
}

/** A record that doesn't fit the tables costs itself only. */
async function storeOneByOne (tx: Knex.Transaction, epoch: number, lines: Line[]): Promise<void> {
  for (const line of lines) {
    const { projections, letters } = readLines([line])
    await insertDeadLetters(tx, letters)
    try {
      await tx.transaction(async (savepoint) => await storeProjections(savepoint, epoch, projections))
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      await insertDeadLetters(tx, [letterOf(line.text, error)])
    }
  }
}

/** After a crash the engine sends again what it had sent: same position, same time. A later time is another engine's. */
function isFresh ({ partitionId, position, timestamp }: EngineRecord, mark: FeedMark | undefined): boolean {
  if (mark === undefined || position > mark.position) return true
  if (timestamp > mark.recordedAt.getTime()) throw new ForeignRecords(partitionId, position)
  return false
}

function newMarks (lines: Line[]): NewMark[] {
  const marks = new Map<string, FeedSource & { position: number, timestamp: number }>()
  for (const { record } of lines) {
    const source = sourceOf(record)
    const { position = 0, timestamp = 0 } = marks.get(nameOf(source)) ?? {}
    marks.set(nameOf(source), { ...source, position: Math.max(position, record.position), timestamp: Math.max(timestamp, record.timestamp) })
  }
  return [...marks.values()].map(({ timestamp, ...mark }) => ({ ...mark, recordedAt: new Date(timestamp).toISOString() }))
}

/** Its exporter tells itself by what it sends. */
function sourceOf ({ partitionId, valueType }: EngineRecord): FeedSource {
  return { partition: partitionId, stream: valueType === 'USER_TASK' ? 'tasks' : 'flow' }
}

function nameOf ({ partition, stream }: FeedSource): string {
  return `${stream} ${partition}`
}

function letterOf (text: string, error: unknown): DeadLetter {
  return { reason: (error as Error).message, record: text.replaceAll('\0', '') }
}

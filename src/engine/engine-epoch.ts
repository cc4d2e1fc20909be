import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { clearAlarms, raiseAlarm } from '../database/alarms.js'
import { countOpenCases, insertEpoch, knownEpochs, lockEpochs, makeEpochCurrent } from '../database/epochs.js'
import type { EngineClient } from './engine-client.js'
import { EngineUnavailable } from './errors.js'
import type { Log } from './log.js'

type MarkedEngine = Pick<EngineClient, 'knowsProcess' | 'deploy'>

/**
 * Which engine this is. Fresh engines hand out the same keys again, so everything learnt from an engine carries its epoch:
 * a process `engine-epoch-<uuid>` deployed once marks it. An engine that knows none of the markers is a new one; one that was in use before
 * is in use again. Alarms: `fresh-engine` when most open cases run in another engine, `stranded-cases` when some do. Throws EngineUnavailable.
 */
export async function resolveEpoch (database: Knex, engine: MarkedEngine): Promise<number> {
  return await database.transaction(async tx => {
    await lockEpochs(tx)
    const [current, ...earlier] = await knownEpochs(tx)
    if (current !== undefined && await engine.knowsProcess(markerProcess(current.marker))) return current.epoch
    for (const { epoch, marker } of earlier) {
      if (!await engine.knowsProcess(markerProcess(marker))) continue
      await makeEpochCurrent(tx, epoch)
      await renewAlarms(tx, epoch)
      return epoch
    }
    const epoch = await openEpoch(tx, engine)
    await renewAlarms(tx, epoch)
    return epoch
  })
}

async function openEpoch (tx: Knex.Transaction, engine: MarkedEngine): Promise<number> {
  const marker = randomUUID()
  await engine.deploy([{ name: `${markerProcess(marker)}.bpmn`, content: markerModel(markerProcess(marker)) }])
  return await insertEpoch(tx, marker)
}

/** What was said of the engine before is settled by the change. An engine that most open cases don't run in is taken for the wrong one. */
async function renewAlarms (tx: Knex.Transaction, epoch: number): Promise<void> {
  for (const settled of ['fresh-engine', 'stranded-cases', 'foreign-engine-records']) await clearAlarms(tx, settled)
  const { here, elsewhere } = await countOpenCases(tx, epoch)
  if (elsewhere > 0) await raiseAlarm(tx, elsewhere > here ? 'fresh-engine' : 'stranded-cases', { epoch })
}

export interface EpochSource {
  (): Promise<number>
  /** The connection broke or strange records came: look again before the next use. */
  invalidate (): void
}

export interface EpochSourceOptions {
  database: Knex
  engine: MarkedEngine
  log: Log
  refreshAfterMs?: number
  /** What another engine needs before it is used; until it has that, its epoch isn't known. */
  prepareOther?: (epoch: number) => Promise<void>
}

/** The current epoch, looked up again after a while and when told to. Concurrent callers share one look-up. */
export function createEpochSource ({ database, engine, log, refreshAfterMs = 30_000, prepareOther = async () => {} }: EpochSourceOptions): EpochSource {
  let known: { epoch: number, at: number } | undefined
  let doubts = 1
  let settledDoubts = 0
  let underway: Promise<number> | undefined
  const isDoubtful = (): boolean => doubts > settledDoubts

  async function lookUp (): Promise<number> {
    const settling = doubts
    const epoch = await resolveEpoch(database, engine)
    if (known !== undefined && known.epoch !== epoch) {
      log.warn({ epoch, earlier: known.epoch }, 'the engine is another one than before')
      await prepareOther(epoch)
    }
    known = { epoch, at: Date.now() }
    settledDoubts = settling
    return epoch
  }

  const current = async (): Promise<number> => {
    if (known !== undefined && !isDoubtful() && Date.now() - known.at < refreshAfterMs) return known.epoch
    underway ??= lookUp().finally(() => { underway = undefined })
    try {
      return await underway
    } catch (error) {
      // Only old, not doubted by anybody: the engine is away for a moment
      if (isDoubtful() || known === undefined || !(error instanceof EngineUnavailable)) throw error
      return known.epoch
    }
  }
  return Object.assign(current, { invalidate: () => { doubts++ } })
}

function markerProcess (marker: string): string {
  return `engine-epoch-${marker}`
}

function markerModel (processId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="${processId}-definitions" targetNamespace="http://onelicence">
  <bpmn:process id="${processId}" name="引擎标记" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>flow</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="flow" sourceRef="start" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>flow</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`
}

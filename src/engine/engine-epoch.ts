import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { clearAlarms, raiseAlarm } from '../database/alarms.js'
import { countStrandedCases, insertEpoch, lockEpochs, newestEpoch } from '../database/epochs.js'
import type { EngineClient } from './engine-client.js'
import { EngineUnavailable } from './errors.js'
import type { Log } from './log.js'

type MarkedEngine = Pick<EngineClient, 'knowsProcess' | 'deploy'>

/**
 * Which engine this is. Fresh engines hand out the same keys again, so everything learnt from an engine carries its epoch:
 * a process `engine-epoch-<uuid>` deployed once marks it, and an engine that doesn't know the newest marker is a new one.
 * Raises the alarm `fresh-engine` when cases still run in the old one. Throws EngineUnavailable.
 */
export async function resolveEpoch (database: Knex, engine: MarkedEngine): Promise<number> {
  return await database.transaction(async tx => {
    await lockEpochs(tx)
    const newest = await newestEpoch(tx)
    if (newest !== undefined && await engine.knowsProcess(markerProcess(newest.marker))) return newest.epoch

    const marker = randomUUID()
    await engine.deploy([{ name: `${markerProcess(marker)}.bpmn`, content: markerModel(markerProcess(marker)) }])
    const epoch = await insertEpoch(tx, marker)
    await clearAlarms(tx, 'foreign-engine-records')
    const strandedCases = await countStrandedCases(tx, epoch)
    if (strandedCases > 0) await raiseAlarm(tx, 'fresh-engine', { epoch })
    return epoch
  })
}

export interface EpochSource {
  (): Promise<number>
  /** The connection broke or strange records came: look again before the next use. */
  invalidate (): void
}

/** The current epoch, looked up again after a while and when told to. Concurrent callers share one look-up. */
export function createEpochSource ({ database, engine, log, refreshAfterMs = 30_000 }: {
  database: Knex, engine: MarkedEngine, log: Log, refreshAfterMs?: number
}): EpochSource {
  let known: { epoch: number, at: number } | undefined
  let isDoubtful = true
  let underway: Promise<number> | undefined

  async function lookUp (): Promise<number> {
    isDoubtful = false
    try {
      const epoch = await resolveEpoch(database, engine)
      if (known !== undefined && known.epoch !== epoch) log.warn({ epoch, earlier: known.epoch }, 'the engine is another one than before')
      known = { epoch, at: Date.now() }
      return epoch
    } catch (error) {
      isDoubtful = true
      throw error
    }
  }

  const current = async (): Promise<number> => {
    if (known !== undefined && !isDoubtful && Date.now() - known.at < refreshAfterMs) return known.epoch
    const wasCertain = !isDoubtful
    underway ??= lookUp().finally(() => { underway = undefined })
    try {
      return await underway
    } catch (error) {
      if (!wasCertain || known === undefined || !(error instanceof EngineUnavailable)) throw error
      isDoubtful = false
      return known.epoch
    }
  }
  return Object.assign(current, { invalidate: () => { isDoubtful = true } })
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

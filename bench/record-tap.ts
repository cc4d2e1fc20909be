import { parseEngineJson } from '../src/engine/engine-json.js'

interface TappedRecord {
  key: string
  position: number
  timestamp: number
  valueType: string
  intent: string
  value: Record<string, unknown>
}

/** An open user task as the engine's records tell it. */
export interface TappedTask { key: string, elementId: string, groups: string[] }

export interface TapHandlers {
  onTask (task: TappedTask): void
  /** A case's process instance has ended; `ms` is how long it ran by the engine's clock. */
  onCaseEnded (ms: number): void
}

export interface RecordTap {
  take (bulk: string): void
  /** How many records came since the start, and their size as exported. */
  counts (): { records: number, bytes: number }
}

/** Reads a run's records in memory: which tasks opened and which cases ended. */
export function createRecordTap (handlers: TapHandlers): RecordTap {
  const startedAt = new Map<string, number>()
  const counts = { records: 0, bytes: 0 }

  function takeInstance ({ intent, key, timestamp, value }: TappedRecord): void {
    if (value.bpmnProcessId !== 'convenience-store') return
    if (intent === 'ELEMENT_ACTIVATED') startedAt.set(key, timestamp)
    const since = startedAt.get(key)
    if (intent === 'ELEMENT_COMPLETED' && since !== undefined) handlers.onCaseEnded(timestamp - since)
  }

  function takeRecord (text: string): void {
    counts.records++
    counts.bytes += text.length
    // Parsing is what costs: most records say nothing that is asked here.
    const isTask = text.includes('"valueType":"USER_TASK"') && text.includes('"intent":"CREATED"')
    const isInstance = text.includes('"valueType":"PROCESS_INSTANCE"') && text.includes('"bpmnElementType":"PROCESS"')
    if (!isTask && !isInstance) return
    const record = parseEngineJson(text) as TappedRecord
    if (isInstance) return takeInstance(record)
    handlers.onTask({ key: record.key, elementId: String(record.value.elementId), groups: record.value.candidateGroupsList as string[] })
  }

  return {
    take (bulk) {
      const lines = bulk.split('\n')
      for (let index = 1; index < lines.length; index += 2) takeRecord(lines[index]!)
    },
    counts: () => ({ ...counts })
  }
}

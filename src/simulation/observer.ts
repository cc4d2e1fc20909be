import { parseEngineJson } from '../engine/engine-json.js'

/** One record of an element, as far as coverage and dead ends need it. */
interface ElementRecord {
  key: string
  intent: string
  timestamp: number
  valueType: string
  recordType: string
  value: {
    bpmnProcessId: string,
    elementId: string,
    bpmnElementType: string,
    processInstanceKey: string,
    parentProcessInstanceKey: string
    errorType?: string,
    errorMessage?: string
  }
}

export interface SeenInstance {
  processId: string
  parentKey: string | null
  /** Flow nodes entered and sequence flows taken, by id. */
  elements: Set<string>
  /** Element instances that are still open, by key. */
  open: Map<string, string>
}
export interface SeenIncident { processId: string, elementId: string, instanceKey: string, errorType: string, message: string }

/** What the engine's records tell of the run. */
export interface Observer {
  /** One bulk as the exporter sends it. */
  take (bulk: string): void
  instances: ReadonlyMap<string, SeenInstance>
  incidents: readonly SeenIncident[]
  /** When the last record of interest came, by the machine's clock. */
  lastRecordAt (): number
}

const ofInterest = /"intent":"(ELEMENT_ACTIVATED|ELEMENT_COMPLETED|ELEMENT_TERMINATED|SEQUENCE_FLOW_TAKEN|CREATED)"/
const noParent = '-1'

export function createObserver (): Observer {
  const instances = new Map<string, SeenInstance>()
  const incidents = new Map<string, SeenIncident>()
  let lastAt = 0

  function note (record: ElementRecord): void {
    if (record.recordType !== 'EVENT') return
    lastAt = Date.now()
    const { value: { bpmnProcessId: processId, elementId, processInstanceKey: instanceKey } } = record
    if (record.valueType === 'INCIDENT') {
      incidents.set(record.key, { processId, elementId, instanceKey, errorType: String(record.value.errorType), message: String(record.value.errorMessage) })
      return
    }
    const parentKey = record.value.parentProcessInstanceKey === noParent ? null : record.value.parentProcessInstanceKey
    const seen = instances.get(instanceKey) ?? { processId, parentKey, elements: new Set(), open: new Map() }
    instances.set(instanceKey, seen)
    if (record.intent === 'ELEMENT_ACTIVATED') seen.open.set(record.key, elementId)
    else seen.open.delete(record.key)
    seen.elements.add(elementId)
  }

  return {
    instances,
    get incidents () { return [...incidents.values()] },
    lastRecordAt: () => lastAt,
    take (bulk) {
      for (const line of bulk.split('\n')) {
        const isWanted = line.includes('"valueType":"PROCESS_INSTANCE"') || line.includes('"valueType":"INCIDENT"')
        if (isWanted && ofInterest.test(line)) note(parseEngineJson(line) as ElementRecord)
      }
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises'

interface ProcessInstanceRecord {
  valueType: string
  intent: string
  value: { bpmnElementType: string, processInstanceKey: number, parentProcessInstanceKey: number }
}

const cancelTimeoutMs = 20_000
const calledByNobody = -1

/** The process instances that run in the engine, as its records tell. */
export class RunningInstances {
  readonly #keys = new Set<number>()

  read (bulk: string): void {
    for (const line of bulk.split('\n')) {
      if (line.includes('"valueType":"PROCESS_INSTANCE"')) this.#take(JSON.parse(line) as ProcessInstanceRecord)
    }
  }

  /** Cancels what still runs, waits until the engine says that it has ended, and sets the engine's clock back to now. */
  async cancelAll ({ restAddress, managementAddress }: { restAddress: string, managementAddress: string }): Promise<void> {
    await Promise.all([...this.#keys].map((key) => fetch(`${restAddress}/v2/process-instances/${key}/cancellation`, { method: 'POST' })))
    const deadline = Date.now() + cancelTimeoutMs
    while (this.#keys.size > 0) {
      if (Date.now() > deadline) throw new Error(`process instances did not end: ${[...this.#keys].join(', ')}`)
      await delay(20)
    }
    await fetch(`${managementAddress}/actuator/clock`, { method: 'DELETE' })
  }

  #take ({ intent, value }: ProcessInstanceRecord): void {
    if (value.bpmnElementType !== 'PROCESS' || value.parentProcessInstanceKey !== calledByNobody) return
    if (intent === 'ELEMENT_ACTIVATED') this.#keys.add(value.processInstanceKey)
    if (intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED') this.#keys.delete(value.processInstanceKey)
  }
}

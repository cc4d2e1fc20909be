import type { DrawnProcess } from './model-nodes.js'
import type { SeenInstance } from './observer.js'

export interface Missed { id: string, name: string }

/** How much of a process as drawn was passed. */
export interface ProcessCoverage {
  process: DrawnProcess
  nodes: number
  flows: number
  missedNodes: Missed[]
  missedFlows: Missed[]
}

export function coverageOf (process: DrawnProcess, instances: Iterable<SeenInstance>): ProcessCoverage {
  const passed = new Set<string>()
  for (const { processId, elements } of instances) {
    if (processId === process.processId) for (const id of elements) passed.add(id)
  }
  const missed = (drawn: Map<string, string>): Missed[] => [...drawn].filter(([id]) => !passed.has(id)).map(([id, name]) => ({ id, name }))
  return { process, nodes: process.nodes.size, flows: process.flows.size, missedNodes: missed(process.nodes), missedFlows: missed(process.flows) }
}

import type { DrawnProcess } from './drawn-processes.js'

export interface Missed { id: string, name: string }

/** How much of a process as drawn was passed. */
export interface ProcessCoverage {
  process: DrawnProcess
  nodes: number
  flows: number
  missedNodes: Missed[]
  missedFlows: Missed[]
}

/** What an instance of a process has passed, by element id. */
export interface PassedElements { processId: string, elements: Iterable<string> }

export function coverageOf (process: DrawnProcess, instances: Iterable<PassedElements>): ProcessCoverage {
  const passed = new Set<string>()
  for (const { processId, elements } of instances) {
    if (processId === process.processId) for (const id of elements) passed.add(id)
  }
  const missed = (drawn: Map<string, string>): Missed[] => [...drawn].filter(([id]) => !passed.has(id)).map(([id, name]) => ({ id, name }))
  return { process, nodes: process.nodes.size, flows: process.flows.size, missedNodes: missed(process.nodes), missedFlows: missed(process.flows) }
}

/** What a model's diagram says, without moddle: plain values in the diagram's own pixels. */
export interface Diagram {
  /** The process's id and name. */
  id: string
  name: string
  shapes: Shape[]
  edges: Edge[]
}

export interface Point { x: number, y: number }
export interface Box extends Point { width: number, height: number }

interface Drawn {
  id: string
  /** BPMN type without its prefix, e.g. `UserTask`. */
  type: string
  /** The name as drawn, empty when there is none; of an annotation its text. */
  name: string
  /** The label's place when the diagram gives one. */
  label: Box | null
}

export interface Shape extends Drawn {
  box: Box
  /** How many expanded sub-processes are around it. */
  depth: number
  isExpanded: boolean
  isEventSubProcess: boolean
  /** Of an event: its trigger, `none` without one. */
  trigger: Trigger
  /** False for a boundary or event sub-process's start event that leaves what it belongs to running. */
  isInterrupting: boolean
  repetition: 'once' | 'loop' | 'parallel' | 'sequential'
}

export interface Edge extends Drawn {
  points: Point[]
  /** The default flow of its source. */
  isDefault: boolean
  /** Has a condition and doesn't leave a gateway: BPMN draws a small diamond at its source. */
  isConditionalFromActivity: boolean
}

export const triggers = [
  'none', 'message', 'timer', 'error', 'escalation', 'signal', 'conditional', 'link', 'compensate', 'cancel', 'terminate', 'multiple'
] as const
export type Trigger = typeof triggers[number]

export function centreOf ({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

/** Events, gateways and flows carry their name beside them, everything else inside. */
export function hasOutsideLabel ({ type }: Pick<Drawn, 'type'>): boolean {
  return /Event$|Gateway$|Flow$|^Association$/.test(type)
}

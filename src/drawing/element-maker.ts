import type BpmnModdle from 'bpmn-moddle'
import type { ModdleElement } from 'bpmn-moddle'
import type { Description } from './sketch.js'

/** Makes a moddle element of a description, nested ones included. */
export type ElementMaker = (description: Description) => ModdleElement

export function elementMaker (moddle: BpmnModdle): ElementMaker {
  const make: ElementMaker = ({ $type, ...properties }) =>
    moddle.create($type, Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, nested(value)])))
  const nested = (value: unknown): unknown => Array.isArray(value) ? value.map(nested) : isDescription(value) ? make(value) : value
  return make
}

export function listOf (value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isDescription (value: unknown): value is Description {
  return typeof value === 'object' && value !== null && '$type' in value && !('$descriptor' in value)
}

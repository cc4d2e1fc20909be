import type { Edge, Shape } from './diagram.js'

/** Colours of one element; what is left out keeps the usual colour. */
export interface ElementStyle {
  fill?: string
  stroke?: string
  /** Added to the element's tooltip, e.g. how often it was passed. */
  note?: string
}

export interface Colours { fill: string, stroke: string }

export const fontFamily = "'Noto Sans SC', 'Source Han Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
export const ink = '#111827'
export const labelInk = '#334155'
export const paper = '#ffffff'

const people: Colours = { fill: '#eff6ff', stroke: '#1d4ed8' }
const automatic: Colours = { fill: '#f8fafc', stroke: '#475569' }
const called: Colours = { fill: '#f0fdfa', stroke: '#0f766e' }
const beginning: Colours = { fill: '#f0fdf4', stroke: '#15803d' }
const ending: Colours = { fill: '#fef2f2', stroke: '#b91c1c' }
const waiting: Colours = { fill: '#fffbeb', stroke: '#b45309' }
const branching: Colours = { fill: '#fefce8', stroke: '#a16207' }
const surrounding: Colours = { fill: paper, stroke: '#94a3b8' }
const flowing: Colours = { fill: '#475569', stroke: '#475569' }

const byType: Record<string, Colours> = {
  UserTask: people,
  ManualTask: people,
  CallActivity: called,
  SubProcess: surrounding,
  StartEvent: beginning,
  EndEvent: ending,
  TextAnnotation: { fill: 'none', stroke: '#94a3b8' },
  Group: { fill: 'none', stroke: '#94a3b8' }
}

/** What people do is blue, what the platform does grey, what another model does green; beginnings, ends and waits have their own. */
export function coloursOf ({ type }: Pick<Shape | Edge, 'type'>, { fill, stroke }: ElementStyle = {}): Colours {
  const usual = byType[type] ?? (type.endsWith('Event') ? waiting : type.endsWith('Gateway') ? branching : type.endsWith('Task') ? automatic : flowing)
  return { fill: fill ?? usual.fill, stroke: stroke ?? usual.stroke }
}

/** A BPMN diagram before it is XML: nodes with their places, flows with their bends. Measures are pixels of the diagram. */
export interface Box { x: number, y: number, width: number, height: number }
export interface Point { x: number, y: number }

export interface SketchNode {
  id: string
  type: `bpmn:${string}`
  name?: string
  box: Box
  label?: Box
  /** Properties of the BPMN element beside its name, e.g. `isInterrupting`. */
  attributes?: Record<string, unknown>
  /** Zeebe's extension elements, as moddle descriptions `{ $type, … }`. */
  extensions?: Description[]
  /** The message that a start event waits for, or the error that a boundary event catches. */
  event?: { message: string } | { error: string }
  attachedTo?: string
  /** What stands inside a sub-process. */
  inside?: Sketch
}

export interface SketchFlow {
  from: string
  to: string
  points: Point[]
  name?: string
  label?: Box
  condition?: string
  isDefault?: boolean
}

/** A remark beside a node. */
export interface SketchNote { id: string, text: string, box: Box, about: string, points: Point[] }

export interface Sketch { nodes: SketchNode[], flows: SketchFlow[], notes: SketchNote[] }

/** An element as moddle makes it: `$type` and its properties, nested likewise. */
export interface Description { $type: string, [property: string]: unknown }

export function emptySketch (): Sketch {
  return { nodes: [], flows: [], notes: [] }
}

const labelWidth = 90
const lineHeight = 14
const characterWidth = 11.5

/** The room that a label takes when it wraps as the Modeler wraps it. */
export function labelSize (text: string): { width: number, height: number } {
  const width = Math.ceil(text.length * characterWidth)
  return { width: Math.min(width, labelWidth), height: Math.ceil(width / labelWidth) * lineHeight }
}

/** A label centred below a node. */
export function labelBelow (text: string, box: Box): Box {
  const size = labelSize(text)
  return { x: Math.round(box.x + (box.width - size.width) / 2), y: box.y + box.height + 6, ...size }
}

/** A label that ends right above a horizontal flow which begins at `start`. */
export function labelAbove (text: string, start: Point): Box {
  const size = labelSize(text)
  return { x: start.x, y: start.y - 4 - size.height, ...size }
}

const sizes = { event: { width: 36, height: 36 }, gateway: { width: 50, height: 50 }, task: { width: 100, height: 80 } }

/** The box of a node of this kind around its centre. */
export function boxAround (kind: keyof typeof sizes, centre: Point): Box {
  const { width, height } = sizes[kind]
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height }
}

export function left ({ x, y, height }: Box): Point { return { x, y: y + height / 2 } }
export function right ({ x, y, width, height }: Box): Point { return { x: x + width, y: y + height / 2 } }
export function top ({ x, y, width }: Box): Point { return { x: x + width / 2, y } }
export function bottom ({ x, y, width, height }: Box): Point { return { x: x + width / 2, y: y + height } }

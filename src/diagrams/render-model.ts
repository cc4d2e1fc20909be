import { hasOutsideLabel, type Box, type Diagram, type Edge, type Shape } from './diagram.js'
import { drawActivity, drawContainer } from './draw-activity.js'
import { drawAnnotation, drawGroup } from './draw-artifact.js'
import { drawEvent } from './draw-event.js'
import { drawFlow } from './draw-flow.js'
import { drawGateway } from './draw-gateway.js'
import { drawLabel } from './draw-label.js'
import { coloursOf, fontFamily, paper, type Colours, type ElementStyle } from './palette.js'
import { readDiagram } from './read-diagram.js'
import { escapeXml, short, tag } from './svg.js'
import { typeNames } from './type-names.js'

const margin = 16

export interface RenderOptions {
  /** Colours and notes by element or flow id. */
  styles?: Readonly<Record<string, ElementStyle>>
}

/**
 * A BPMN model as an SVG picture, drawn from its own diagram. The same input gives the same bytes. Every element is a group with
 * `data-element-id`, `fill`, `stroke` and a `<title>`, so that a page can colour it.
 * @throws UnreadableModel in Chinese
 */
export async function renderModel (xml: string, options: RenderOptions = {}): Promise<string> {
  return renderDiagram(await readDiagram(xml), options)
}

export function renderDiagram (diagram: Diagram, { styles = {} }: RenderOptions = {}): string {
  const labels = [...diagram.edges, ...diagram.shapes].filter((element) => element.name !== '' && hasOutsideLabel(element)).map(drawLabel)
  const view = viewOf(diagram, labels.map(({ box }) => box))
  return `${tag('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: [view.x, view.y, view.width, view.height].map(short).join(' '),
    width: view.width,
    height: view.height,
    role: 'img',
    'aria-label': diagram.name,
    'font-family': fontFamily
  },
  tag('title', {}, escapeXml(diagram.name)), '\n',
  tag('rect', { ...view, fill: paper }), '\n',
  ...inLayers(diagram, labels.map(({ ground }) => ground), (element) => drawElement(element, styles[element.id])).map((line) => `${line}\n`),
  ...labels.map(({ text }) => `${text}\n`))}\n`
}

/** From back to front: frames from the outside in, flows, the grounds of labels over them, then what stands on the flows. */
function inLayers ({ shapes, edges }: Diagram, grounds: string[], draw: (element: Shape | Edge) => string): string[] {
  const containers = shapes.filter(({ isExpanded, type }) => isExpanded || type === 'Group').sort((a, b) => a.depth - b.depth)
  const boundaryEvents = shapes.filter(({ type }) => type === 'BoundaryEvent')
  const others = shapes.filter((shape) => !containers.includes(shape) && !boundaryEvents.includes(shape))
  return [...[...containers, ...edges].map(draw), ...grounds, ...[...others, ...boundaryEvents].map(draw)]
}

function drawElement (element: Shape | Edge, style: ElementStyle | undefined): string {
  const colours = coloursOf(element, style)
  const fill = 'points' in element ? colours.stroke : colours.fill
  const name = element.name === '' ? typeNames[element.type] ?? element.type : element.name
  const title = style?.note === undefined ? name : `${name}：${style.note}`
  return tag('g', { 'data-element-id': element.id, fill, stroke: colours.stroke }, tag('title', {}, escapeXml(title)), drawBody(element, colours))
}

function drawBody (element: Shape | Edge, colours: Colours): string {
  if ('points' in element) return drawFlow(element)
  if (element.isExpanded) return drawContainer(element)
  if (element.type.endsWith('Event')) return drawEvent(element, colours)
  if (element.type.endsWith('Gateway')) return drawGateway(element)
  if (element.type === 'TextAnnotation') return drawAnnotation(element)
  if (element.type === 'Group') return drawGroup(element)
  return drawActivity(element, colours)
}

/** Everything drawn, with a margin, on whole pixels. */
function viewOf ({ shapes, edges }: Diagram, labels: Box[]): Box {
  const boxes = [...shapes.map(({ box }) => box), ...labels]
  const points = edges.flatMap(({ points }) => points)
  const left = Math.floor(Math.min(...boxes.map(({ x }) => x), ...points.map(({ x }) => x))) - margin
  const top = Math.floor(Math.min(...boxes.map(({ y }) => y), ...points.map(({ y }) => y))) - margin
  const right = Math.ceil(Math.max(...boxes.map(({ x, width }) => x + width), ...points.map(({ x }) => x))) + margin
  const bottom = Math.ceil(Math.max(...boxes.map(({ y, height }) => y + height), ...points.map(({ y }) => y))) + margin
  return { x: left, y: top, width: right - left, height: bottom - top }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { renderModel } from '../../src/diagrams/render-model.js'
import { readModels, root, type Box, type Element } from '../models/models.js'
import { groupOf, nodesOf, parseSvg, writtenIn, type SvgNode } from './svg-tree.js'

/** Labels are drawn a little larger than the modeller measured them. */
const labelSlack = 5
/** Punctuation counts as wide as a character, though only its left half is inked. */
const widthTolerance = 1

for (const model of await readModels()) {
  const xml = await readFile(join(root, 'bpmn', model.file), 'utf8')
  const written = await renderModel(xml)
  const svg = parseSvg(written)
  const drawn = new Map(model.definitions.diagrams[0]!.plane.planeElement.map((one) => [one.bpmnElement.id, one]))
  const remarks = [model.process, ...model.elements].flatMap(({ artifacts }) => artifacts ?? [])
  const texts = nodesOf(svg).filter(({ name }) => name === 'text')

  t.test(`${model.file}: every node, flow and remark is in the picture once, under its id`, async (t) => {
    const ids = nodesOf(svg).map(({ attributes }) => attributes['data-element-id']).filter((id) => id !== undefined)

    t.same(ids.sort(), [...model.elements, ...remarks].map(({ id }) => id).sort())
  })

  t.test(`${model.file}: every name can be read whole, where the diagram puts it`, async (t) => {
    for (const element of [...model.elements, ...remarks].filter(({ name, text }) => name ?? text)) {
      const text = isOutside(element) ? texts.find(({ attributes }) => attributes['data-label-of'] === element.id) : nodesOf(groupOf(svg, element.id)).find(({ name }) => name === 'text')
      t.equal(writtenIn(text!), element.name ?? element.text)
      const { bounds, label } = drawn.get(element.id)!
      const room = isOutside(element) ? grown(label!.bounds!, labelSlack) : bounds
      t.ok(contains(room, extentOf(text!)), `${element.id} in its room: ${JSON.stringify([room, extentOf(text!)])}`)
    }
  })

  t.test(`${model.file}: everything lies within the picture`, async (t) => {
    const [x, y, width, height] = svg.attributes.viewBox!.split(' ').map(Number) as [number, number, number, number]
    for (const { bounds } of drawn.values()) if (bounds) t.ok(contains({ x, y, width, height }, bounds))
    for (const text of texts) t.ok(contains({ x, y, width, height }, extentOf(text)), writtenIn(text))
  })

  t.test(`${model.file}: flows begin and end where the diagram says`, async (t) => {
    for (const flow of model.elements.filter(({ $type }) => $type === 'bpmn:SequenceFlow')) {
      const [shaft, head] = groupOf(svg, flow.id).children.filter(({ name }) => name === 'path').map(({ attributes }) => attributes.d!)
      const points = drawn.get(flow.id)!.waypoint
      t.ok(shaft!.startsWith(`M${points[0]!.x} ${points[0]!.y}L`), flow.id)
      t.ok(head!.startsWith(`M${points.at(-1)!.x} ${points.at(-1)!.y}L`), flow.id)
    }
  })

  t.test(`${model.file}: the same bytes again`, async (t) => {
    t.equal(await renderModel(xml), written)
  })
}

function isOutside ({ $type }: Element): boolean {
  return /(Event|Gateway|Flow)$/.test($type)
}

/** Where the text is inked when Chinese is one em wide. */
function extentOf (text: SvgNode): Box {
  const size = Number(text.attributes['font-size'])
  const widest = Math.max(...text.children.map((line) => [...line.text].reduce((sum, character) => sum + (character > '\u2000' ? size : size / 2), 0)))
  const [first, last] = [text.children[0]!, text.children.at(-1)!].map(({ attributes }) => Number(attributes.y)) as [number, number]
  const x = Number(text.children[0]!.attributes.x) - (text.attributes['text-anchor'] === 'start' ? 0 : widest / 2)
  return { x, y: first - size * 0.86, width: widest, height: last - first + size }
}

function grown ({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

function contains (outer: Box, inner: Box): boolean {
  return inner.x >= outer.x - widthTolerance && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width + widthTolerance && inner.y + inner.height <= outer.y + outer.height
}

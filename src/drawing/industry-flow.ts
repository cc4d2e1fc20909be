import type { PublishedIndustry } from '../catalogue/types.js'
import { call, endEvent, question, serviceTask, startEvent, subProcess } from './elements.js'
import { eventRounds, roundMessages } from './event-rounds.js'
import { branchesOf, shortName, straight, type Branch, type Columns } from './permit-branches.js'
import { boxAround, bottom, emptySketch, labelAbove, labelBelow, top, type Point, type Sketch, type SketchFlow, type SketchNode } from './sketch.js'
import { writeBpmn } from './write-bpmn.js'

const subProcessLeft = 560
const topMargin = 80

/**
 * An industry's flow.bpmn as drawn for its permits: receipt, the permits side by side or one after the other where the law orders them, special
 * procedures, one composite licence. Policy staff go on from there in Camunda Modeler.
 */
export async function drawIndustryFlow (industry: PublishedIndustry): Promise<string> {
  const sketch = industrySketch(industry)
  return await writeBpmn({
    id: industry.id,
    name: `${shortName(industry.name)}一业一证`,
    documentation: `${shortName(industry.name)}行业的主流程：收件、各事项分别办理、统一出证、办结。一次告知、联合核查、先行制发${roundNames(industry)}由消息触发，可与各事项并行。`,
    messages: { [`${industry.id}-application-submitted`]: null, ...roundMessages(industry) },
    errors: { 'case-already-claimed': '该办件已有运行中的流程' }
  }, sketch)
}

function roundNames (industry: PublishedIndustry): string {
  const names = eventRounds(industry).slice(3).map(({ name }) => name)
  return names.length === 0 ? '' : `、${names.join('、')}`
}

function industrySketch (industry: PublishedIndustry): Sketch {
  const branches = branchesOf(industry)
  const above = branches.slice(0, Math.ceil(branches.length / 2))
  const below = branches.slice(above.length)
  const centre = topMargin + 30 + heightOf(above) + 55
  const height = centre + 55 + heightOf(below) + 30 - topMargin
  const columns: Columns = { fork: 730, first: 960, last: 960 + Math.max(...branches.map(({ length }) => length)) + 100 }
  const box = { x: subProcessLeft, y: topMargin, width: columns.last + 70 - subProcessLeft, height }
  const handling = subProcess('permit-handling-all', '事项办理', box, { inside: handlingSketch(above, below, columns, centre) })
  const main = mainLine(industry, handling, centre)
  const rounds = eventRounds(industry).map((round, index) => round.draw({ x: 80 + (index % 3) * 480, y: topMargin + height + 60 + Math.floor(index / 3) * 230 }))
  return { ...main, nodes: [...main.nodes, ...rounds] }
}

function heightOf (branches: Branch[]): number {
  return branches.reduce((sum, { height }) => sum + height, 0)
}

function mainLine (industry: PublishedIndustry, handling: SketchNode, y: number): Sketch {
  const after = handling.box.x + handling.box.width
  const started = startEvent('application-submitted', '申请提交', { x: 110, y }, {
    event: { message: `${industry.id}-application-submitted` },
    extensions: [{ $type: 'zeebe:IoMapping', outputParameters: [{ $type: 'zeebe:Output', source: '=caseNo', target: 'caseNo' }] }]
  })
  const claim = serviceTask('claim-case', '登记办件', { x: 240, y })
  const claimed: SketchNode = {
    id: 'case-already-claimed',
    type: 'bpmn:BoundaryEvent',
    name: '办件已有流程',
    box: boxAround('event', { x: 240, y: y + 40 }),
    attachedTo: 'claim-case',
    event: { error: 'case-already-claimed' }
  }
  claimed.label = { ...labelBelow('办件已有流程', claimed.box), x: claimed.box.x + 40 }
  const duplicate = endEvent('duplicate-start', '重复启动', { x: 240, y: y + 150 })
  const receipt = call('receipt', '收件', 'receipt', { inputs: [['=caseNo', 'caseNo']] }, { x: 420, y })
  const licence = call('composite-licence', '统一出证', 'composite-licence', { inputs: [['=caseNo', 'caseNo']] }, { x: after + 110, y })
  const close = serviceTask('close-case', '办结归档', { x: after + 270, y })
  const closed = endEvent('case-closed', '办结', { x: after + 400, y })
  const end = { x: after, y }
  return {
    ...emptySketch(),
    nodes: [started, claim, claimed, duplicate, receipt, handling, licence, close, closed],
    flows: [
      straight(started, claim),
      straight(claim, receipt),
      { from: claimed.id, to: duplicate.id, points: [bottom(claimed.box), top(duplicate.box)] },
      { from: receipt.id, to: handling.id, points: [{ x: 470, y }, { x: handling.box.x, y }] },
      { from: handling.id, to: licence.id, points: [end, { x: licence.box.x, y }] },
      straight(licence, close),
      straight(close, closed)
    ]
  }
}

function handlingSketch (above: Branch[], below: Branch[], columns: Columns, centre: number): Sketch {
  const begun = startEvent('handling-begun', '开始办理', { x: 620, y: centre })
  const fork = { ...question('chosen-permits', 'bpmn:InclusiveGateway', '申请了哪些事项？', { x: columns.fork, y: centre }) }
  fork.label = { x: columns.fork - 106, y: centre - 35, width: 90, height: 14 }
  const none = endEvent('no-permit', '无事项', { x: columns.last, y: centre })
  const rows = [...rowsOf(above, topMargin + 30), ...rowsOf(below, centre + 55)]
  const drawn = rows.map(({ branch, y }) => ({ branch, y, sketch: branch.draw(columns, y) }))
  const entries = drawn.map(({ branch, y, sketch }) => forkFlow(fork, branch, sketch, y, y < centre))
  return {
    nodes: [begun, fork, none, ...drawn.flatMap(({ sketch }) => sketch.nodes)],
    flows: [
      straight(begun, fork),
      ...entries,
      { ...straight(fork, none), name: '未选事项', label: labelAbove('未选事项', { x: columns.fork + 32, y: centre }), isDefault: true },
      ...drawn.flatMap(({ sketch }) => sketch.flows)
    ],
    notes: drawn.flatMap(({ sketch }) => sketch.notes)
  }
}

/** Each branch with the line it is drawn along. */
function rowsOf (branches: Branch[], from: number): { branch: Branch, y: number }[] {
  let next = from
  return branches.map((branch) => {
    const y = next + branch.height / 2
    next += branch.height
    return { branch, y }
  })
}

function forkFlow (fork: SketchNode, branch: Branch, sketch: Sketch, y: number, isAbove: boolean): SketchFlow {
  const entry = sketch.nodes.find(({ id }) => id === branch.entry)!
  const start: Point = isAbove ? top(fork.box) : bottom(fork.box)
  const name = `含${branch.permits.map((permit) => shortName(permit.name)).join('或')}`
  const ids = JSON.stringify(branch.permits.map(({ id }) => id)).replaceAll(',', ', ')
  return {
    from: fork.id,
    to: entry.id,
    points: [start, { x: start.x, y }, { x: entry.box.x, y }],
    name,
    label: labelAbove(name, { x: start.x + 20, y }),
    condition: branch.permits.length === 1 ? `=list contains(permits, "${branch.permits[0]!.id}")` : `=some permit in ${ids} satisfies list contains(permits, permit)`
  }
}

import type { PublishedIndustry } from '../catalogue/types.js'
import { possibleProcedures, procedureKinds, procedureNames, type ProcedureKind } from '../domain/special-procedures.js'
import { call, endEvent, mapping, startEvent, subProcess } from './elements.js'
import { straight } from './permit-branches.js'
import type { Point, SketchNode } from './sketch.js'

/** What runs beside the permits when a message says so, as often as it does: an event sub-process that calls one process. */
export interface EventRound {
  name: string
  message: string
  draw (corner: Point): SketchNode
}

interface Round { id: string, name: string, start: [id: string, name: string], called: [id: string, name: string, process: string], end: [id: string, name: string], variable?: string }

const everyIndustry: Round[] = [
  {
    id: 'one-notice-round',
    name: '一次告知',
    start: ['deficiencies-ready', '有需补正的内容'],
    called: ['one-notice', '一次告知', 'one-notice'],
    end: ['notice-round-over', '本轮告知结束'],
    variable: 'noticeNo'
  },
  {
    id: 'joint-inspection-round',
    name: '联合核查',
    start: ['visit-ready', '可以联合核查'],
    called: ['joint-inspection', '联合核查', 'joint-inspection'],
    end: ['visit-round-over', '本次核查结束'],
    variable: 'visitNo'
  },
  {
    id: 'early-licence',
    name: '先行制发',
    start: ['early-licence-requested', '要求先行制发'],
    called: ['early-composite-licence', '先行出证', 'composite-licence'],
    end: ['early-licence-over', '先行制发结束']
  }
]

/** One notice, one visit and early issue in every industry; a special procedure where a permit's facts know it. */
export function eventRounds (industry: PublishedIndustry): EventRound[] {
  const procedures = procedureKinds.filter((kind) => industry.permits.some((permit) => possibleProcedures(permit).includes(kind)))
  return [...everyIndustry, ...procedures.map(procedureRound)].map((round) => ({
    name: round.name, message: round.start[0], draw: (corner) => drawRound(round, corner)
  }))
}

/** Correlation keys by message. */
export function roundMessages (industry: PublishedIndustry): Record<string, string> {
  return Object.fromEntries(eventRounds(industry).map(({ message }) => [message, '=caseNo']))
}

function procedureRound (kind: ProcedureKind): Round {
  const name = procedureNames[kind]
  return {
    id: `${kind}-round`,
    name,
    start: [`${kind}-due`, `应当${name}`],
    called: [kind, name, kind],
    end: [`${kind}-over`, `${name}结束`],
    variable: 'procedureNo'
  }
}

function drawRound ({ id, name, start, called, end, variable }: Round, { x, y }: Point): SketchNode {
  const line = y + 95
  const own: [string, string][] = variable === undefined ? [] : [[`=${variable}`, variable]]
  const begun = startEvent(start[0], start[1], { x: x + 70, y: line }, {
    attributes: { isInterrupting: false },
    event: { message: start[0] },
    ...(variable === undefined ? {} : { extensions: [mapping([], own)] })
  })
  const calling = call(called[0], called[1], called[2], { inputs: [['=caseNo', 'caseNo'], ...own] }, { x: x + 210, y: line })
  const over = endEvent(end[0], end[1], { x: x + 350, y: line })
  return subProcess(id, name, { x, y, width: 420, height: 180 }, {
    attributes: { triggeredByEvent: true },
    // Visible to this round alone: several may run at once
    ...(variable === undefined ? {} : { extensions: [mapping([['=null', variable]], [])] }),
    inside: { nodes: [begun, calling, over], flows: [straight(begun, calling), straight(calling, over)], notes: [] }
  })
}

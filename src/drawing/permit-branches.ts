import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import { beginsAfterPriors, permitsAppliedForLater, priorPermitsOf } from '../domain/permit-order.js'
import { isTwoStage } from '../domain/permit-stages.js'
import { call, endEvent, merge, question, templateOf } from './elements.js'
import { bottom, emptySketch, labelAbove, labelSize, left, right, top, type Point, type Sketch, type SketchNode } from './sketch.js'

/** Where the branches of one flow stand, in pixels: the fork's centre line, the first column, the column of the last end events. */
export interface Columns { fork: number, first: number, last: number }

/** One way out of the fork 「申请了哪些事项？」: a permit, or permits that follow one another. */
export interface Branch {
  /** The permits of which any leads into this branch. */
  permits: Permit[]
  /** The node that the fork leads to. */
  entry: string
  /** Height of its row and length beyond the first column, in pixels. */
  height: number
  length: number
  /** Draws it along the line y. */
  draw (columns: Columns, y: number): Sketch
}

const column = 140
const rowHeight = 110

/** A name without its remarks in brackets, for narrow places. */
export function shortName (name: string): string {
  return name.replace(/（[^）]*）/g, '')
}

/**
 * The branches of an industry's flow: permits in parallel, unless one can only be applied for after another (one branch, one after the other), or
 * is approved in two stages.
 */
export function branchesOf (industry: PublishedIndustry): Branch[] {
  const ids = industry.permits.map(({ id }) => id)
  const later = permitsAppliedForLater(industry, ids)
  const followers = industry.permits.filter(({ id }) => later.includes(id))
  const followerOf = (permit: Permit): Permit | undefined => followers.find((one) => priorPermitsOf(one, ids).at(-1) === permit.id)
  return industry.permits.filter((permit) => !followers.includes(permit)).map((permit) => {
    const next = followerOf(permit)
    if (next !== undefined) return followingBranch(industry, permit, next)
    return isTwoStage(permit) ? twoStageBranch(industry, permit) : plainBranch(industry, permit)
  })
}

function plainBranch (industry: PublishedIndustry, permit: Permit): Branch {
  return {
    permits: [permit],
    entry: permit.id,
    height: rowHeight,
    length: column,
    draw ({ first, last }, y) {
      const handling = permitCall(industry, permit, { x: first, y })
      const done = endEvent(`${permit.id}-done`, `${shortName(permit.name)}结束`, { x: last, y })
      return withNote(industry, permit, handling, { ...emptySketch(), nodes: [handling, done], flows: [straight(handling, done)] })
    }
  }
}

/** 申请了甲？→ 甲 → 申请了乙？→ 乙 */
function followingBranch (industry: PublishedIndustry, prior: Permit, next: Permit): Branch {
  return {
    permits: [prior, next],
    entry: `${prior.id}-chosen`,
    height: 250,
    length: column * 6,
    draw ({ first, last }, y) {
      const at = (index: number): Point => ({ x: first + index * column, y })
      const isPriorChosen = question(`${prior.id}-chosen`, 'bpmn:ExclusiveGateway', `申请了${shortName(prior.name)}？`, at(0))
      const priorCall = permitCall(industry, prior, at(1))
      const priorOver = merge(`${prior.id}-over`, at(2))
      const isNextChosen = question(`${next.id}-chosen`, 'bpmn:ExclusiveGateway', `申请了${shortName(next.name)}？`, at(3))
      const nextCall = permitCall(industry, next, at(4))
      const only = endEvent(`${prior.id}-done`, `${shortName(prior.name)}结束`, { x: at(3).x, y: y + 80 })
      const done = endEvent(`${next.id}-done`, `${shortName(next.name)}结束`, { x: last, y })
      const above = y - 75
      return withNote(industry, prior, priorCall, {
        ...emptySketch(),
        nodes: [isPriorChosen, priorCall, priorOver, isNextChosen, nextCall, only, done],
        flows: [
          { ...straight(isPriorChosen, priorCall), ...answer('是', right(isPriorChosen.box)), condition: contains(prior) },
          {
            from: isPriorChosen.id,
            to: priorOver.id,
            points: [top(isPriorChosen.box), { x: at(0).x, y: above }, { x: at(2).x, y: above }, top(priorOver.box)],
            ...answer('否', { x: at(0).x + 8, y: above }),
            isDefault: true
          },
          straight(priorCall, priorOver),
          straight(priorOver, isNextChosen),
          { ...straight(isNextChosen, nextCall), ...answer('是', right(isNextChosen.box)), condition: contains(next) },
          { from: isNextChosen.id, to: only.id, points: [bottom(isNextChosen.box), top(only.box)], ...answer('否', { x: at(3).x + 6, y: y + 52 }), isDefault: true },
          straight(nextCall, done)
        ]
      })
    }
  }
}

/** 筹建审批 → 筹建 → 终审 */
function twoStageBranch (industry: PublishedIndustry, permit: Permit): Branch {
  const [preparation, final] = permit.time_limit.stages
  return {
    permits: [permit],
    entry: `${permit.id}-preparation-approval`,
    height: 220,
    length: column * 6,
    draw ({ first, last }, y) {
      const at = (index: number): Point => ({ x: first + index * column, y })
      const name = shortName(permit.name)
      const approval = { ...permitCall(industry, permit, at(0), 'preparation'), id: `${permit.id}-preparation-approval`, name: `${preparation!.name}：${name}` }
      const isApproved = question(`${permit.id}-preparation-approved`, 'bpmn:ExclusiveGateway', '同意筹建？', at(1))
      const preparing = call(`${permit.id}-preparing`, '筹建', 'preparation', {
        inputs: [['=caseNo', 'caseNo'], [permit.id, 'permit'], ['=get value(subCaseNos, permit)', 'subCaseNo']],
        outputs: [['=preparationOutcome', 'preparationOutcome']]
      }, at(2))
      const isApplied = question(`${permit.id}-final-review-applied`, 'bpmn:ExclusiveGateway', '申请终审？', at(3))
      const review = { ...permitCall(industry, permit, at(4), 'final'), name: `${final!.name}：${name}` }
      const notApproved = endEvent(`${permit.id}-preparation-not-approved`, '未同意筹建', { x: at(1).x, y: y + 80 })
      const notApplied = endEvent(`${permit.id}-preparation-ended`, '筹建中撤回', { x: at(3).x, y: y + 80 })
      const done = endEvent(`${permit.id}-done`, `${name}结束`, { x: last, y })
      return withNote(industry, permit, review, {
        ...emptySketch(),
        nodes: [approval, isApproved, preparing, isApplied, review, notApproved, notApplied, done],
        flows: [
          straight(approval, isApproved),
          { ...straight(isApproved, preparing), ...answer('是', right(isApproved.box)), condition: '=preparationApproval = "preparing"' },
          { from: isApproved.id, to: notApproved.id, points: [bottom(isApproved.box), top(notApproved.box)], ...answer('否', { x: at(1).x + 6, y: y + 52 }), isDefault: true },
          straight(preparing, isApplied),
          { ...straight(isApplied, review), ...answer('是', right(isApplied.box)), condition: '=preparationOutcome = "applied"' },
          { from: isApplied.id, to: notApplied.id, points: [bottom(isApplied.box), top(notApplied.box)], ...answer('否', { x: at(3).x + 6, y: y + 52 }), isDefault: true },
          straight(review, done)
        ]
      })
    }
  }
}

/** A call of `permit-handling`, made from its template. */
function permitCall (industry: PublishedIndustry, permit: Permit, centre: Point, stage?: 'preparation' | 'final'): SketchNode {
  const inputs: [string, string][] = [['=caseNo', 'caseNo'], [permit.id, 'permit'], ['=get value(subCaseNos, permit)', 'subCaseNo']]
  const waitFor = stage === 'preparation' ? [] : awaitedPermits(industry, permit)
  if (waitFor.length > 0) inputs.push([`=${JSON.stringify(waitFor.map(({ id }) => id))}`, 'waitFor'])
  if (stage !== undefined) inputs.push([stage, 'stage'])
  const outputs: [string, string][] = stage === 'preparation' ? [['=outcome', 'preparationApproval']] : []
  return { ...call(permit.id, shortName(permit.name), 'permit-handling', { inputs, outputs }, centre), attributes: templateOf('permit-handling') }
}

function awaitedPermits (industry: PublishedIndustry, permit: Permit): Permit[] {
  if (beginsAfterPriors(permit)) return []
  const priors = priorPermitsOf(permit, industry.permits.map(({ id }) => id))
  return industry.permits.filter(({ id }) => priors.includes(id))
}

/** Says in the diagram which results the call's decision waits for. */
function withNote (industry: PublishedIndustry, permit: Permit, handling: SketchNode, sketch: Sketch): Sketch {
  const awaited = awaitedPermits(industry, permit)
  if (awaited.length === 0) return sketch
  const box = { x: handling.box.x + handling.box.width + 20, y: handling.box.y - 12, width: 150, height: 44 }
  const text = `审核和决定前等待${awaited.map(({ name }) => shortName(name)).join('、')}的结果`
  const line = [{ x: handling.box.x + handling.box.width, y: box.y + 22 }, { x: box.x, y: box.y + 22 }]
  return { ...sketch, notes: [...sketch.notes, { id: `${handling.id}-waits`, text, box, about: handling.id, points: line }] }
}

function contains (permit: Permit): string {
  return `=list contains(permits, "${permit.id}")`
}

function answer (name: string, start: Point): { name: string, label: ReturnType<typeof labelAbove> } {
  const label = labelAbove(name, { x: start.x + 2, y: start.y })
  return { name, label: { ...label, ...labelSize(name) } }
}

export function straight (from: SketchNode, to: SketchNode): { from: string, to: string, points: Point[] } {
  return { from: from.id, to: to.id, points: [right(from.box), left(to.box)] }
}

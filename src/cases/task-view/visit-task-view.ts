import type { Knex } from 'knex'
import { loadCalendar } from '../../database/calendar.js'
import { teamOf } from '../../database/inspector-bookings.js'
import type { Finding } from '../../domain/findings.js'
import { describeMoment, visitParties, type VisitSlot } from '../../domain/inspection-slots.js'
import { civilDateOf, endOfCivilDate, isoAtCivilZone } from '../../domain/time.js'
import { addWorkdays } from '../../domain/working-days.js'
import { inspectorGroup, itemsToJudge, itemsToRecheck, loadVisit, type OpenVisit } from '../visits/open-visit.js'
import { proposedDurationMinutes, proposeVisit, type VisitProposal } from '../visits/visit-proposal.js'

interface Option { value: string, label: string }

/** What the task of a visit shows beyond the case itself, and the form's values to begin with (not after a refusal). */
export interface VisitTaskView {
  dueAt: Date | null
  deadlineText: string
  facts: { label: string, value: string }[]
  options: Option[]
  inspectors: Option[]
  slots: Option[]
  prefilled: Record<string, unknown>
}

/** The extra parts of `taskView` for confirm-visit, inspect and recheck, as things stand at `now`. */
export async function visitTaskView (tx: Knex, visitNo: string, elementId: string, now: Date): Promise<VisitTaskView> {
  const open = await loadVisit(tx, visitNo)
  switch (elementId) {
    case 'confirm-visit': return await planningView(tx, open, now)
    case 'inspect': return await inspectionView(tx, open)
    case 'recheck': return await recheckView(tx, open, now)
    default: throw new Error(`${elementId} is no task of a visit`)
  }
}

async function planningView (tx: Knex, open: OpenVisit, now: Date): Promise<VisitTaskView> {
  const limit = open.visit.must_visit_by
  const shared = { dueAt: endOfCivilDate(limit), deadlineText: `须在 ${limit} 前完成现场核查`, options: [] }
  if (open.permits.length === 0) return { ...shared, facts: [], inspectors: [], slots: [], prefilled: {} }
  const proposal = await proposeVisit(tx, open, now)
  const organs = new Map(visitParties(proposal.permits).map(({ group, departmentName }) => [group, departmentName]))
  return {
    ...shared,
    facts: [...permitFacts(open), ...proposal.obstacles.map((obstacle) => ({ label: '期限内无法同时派员', value: obstacle }))],
    inspectors: proposal.inspectors.map(({ login, name, group }) => ({ value: login, label: `${name}（${organs.get(group)}）` })),
    slots: proposal.slots.map((slot) => ({ value: isoAtCivilZone(slot.startsAt), label: describeSlot(slot) })),
    prefilled: prefilledPlan(open, proposal)
  }
}

/** The first slot, with as many of each department as it must send; one of the lead department's people leads. */
function prefilledPlan ({ visit }: OpenVisit, { slots, permits }: VisitProposal): Record<string, unknown> {
  const [slot] = slots
  if (slot === undefined) return { startsAt: null, durationMinutes: proposedDurationMinutes, team: [], leader: null }
  const chosen = visitParties(permits).map(({ group, minInspectors }) => ({ group, logins: (slot.free[group] ?? []).slice(0, minInspectors) }))
  const leading = chosen.find(({ group }) => group === inspectorGroup(visit)) ?? chosen[0]
  return {
    startsAt: isoAtCivilZone(slot.startsAt),
    durationMinutes: proposedDurationMinutes,
    team: chosen.flatMap(({ logins }) => logins),
    leader: leading?.logins[0] ?? null
  }
}

async function inspectionView (tx: Knex, open: OpenVisit): Promise<VisitTaskView> {
  const { visit, industry } = open
  const calendar = await loadCalendar(tx)
  const visitedOn = civilDateOf(visit.slot?.until ?? endOfCivilDate(visit.must_visit_by))
  const uploadWorkdays = industry.defaults['inspection-upload']?.n ?? 0
  return {
    dueAt: endOfCivilDate(addWorkdays(calendar, visitedOn, uploadWorkdays)),
    deadlineText: `核查记录当场制作，最迟 ${uploadWorkdays} 个工作日内上传`,
    facts: [...await visitFacts(tx, open), ...permitFacts(open)],
    options: [{ value: 'held', label: '已现场核查' }, { value: 'not-possible', label: '到场无法核查，另行安排' }],
    inspectors: [],
    slots: [],
    prefilled: { findings: itemsToJudge(open).map(({ subCaseNo, permitName, checkItem }) => emptyFinding(subCaseNo, permitName, checkItem.id, checkItem.text)) }
  }
}

async function recheckView (tx: Knex, open: OpenVisit, now: Date): Promise<VisitTaskView> {
  const { visit, industry } = open
  const calendar = await loadCalendar(tx)
  const workdays = industry.defaults.recheck?.n ?? 0
  const items = await itemsToRecheck(tx, open)
  return {
    dueAt: endOfCivilDate(addWorkdays(calendar, civilDateOf(visit.reported_at ?? now), workdays)),
    deadlineText: `一趟复审，${workdays} 个工作日内完成`,
    facts: [
      ...await visitFacts(tx, open),
      { label: '整改报告', value: visit.reported_at === null ? '期满未报告' : `${describeMoment(visit.reported_at)}：${reportText(visit.rectification_report)}` },
      ...items.map(({ permitName, finding }) => ({ label: `${permitName}整改要求`, value: `${finding.checkText}：${finding.facts}；${finding.requirement}` }))
    ],
    options: [{ value: 'passed', label: '合格' }, { value: 'failed', label: '不合格' }],
    inspectors: [],
    slots: [],
    prefilled: { findings: items.map(({ finding }) => emptyFinding(finding.subCaseNo, finding.permitName, finding.checkItem, finding.checkText)) }
  }
}

/** Judged by nobody yet: a finding that is passed by default would be no finding. */
function emptyFinding (subCaseNo: string, permitName: string, checkItem: string, checkText: string): Omit<Finding, 'result'> & { result: null } {
  return { subCaseNo, permitName, checkItem, checkText, result: null, facts: '', requirement: '' }
}

async function visitFacts (tx: Knex, { visit }: OpenVisit): Promise<{ label: string, value: string }[]> {
  const team = await teamOf(tx, visit.visit_no)
  const leader = team.find(({ accountId }) => accountId === visit.leader)
  return [
    ...(visit.slot === null ? [] : [{ label: '核查时间', value: `${describeMoment(visit.slot.from)} 至 ${describeMoment(visit.slot.until)}` }]),
    { label: '核查组', value: team.map(({ name }) => name).join('、') },
    { label: '领队', value: leader?.name ?? '' }
  ]
}

function permitFacts ({ permits }: OpenVisit): { label: string, value: string }[] {
  return permits.map(({ permit, organ }) => ({ label: '核查事项', value: `${permit.name}（${organ}）` }))
}

function describeSlot ({ startsAt, endsAt, isLate }: VisitSlot): string {
  return `${describeMoment(startsAt)} 至 ${describeMoment(endsAt)}${isLate ? '（晚于核查期限）' : ''}`
}

function reportText (report: Record<string, unknown> | null): string {
  return typeof report?.statement === 'string' ? report.statement : ''
}

import { isBlank } from './blank.js'
import type { Limit, Permit } from '../catalogue/types.js'
import type { StopCause } from './clock/clock-event.js'
import type { Refusal } from './decision-rules.js'
import { hearingArrangementRefusal, hearingRecordRefusal } from './hearing-record.js'
import { isCivilDate, type CivilDate } from './time.js'
import { addWorkdays, type WorkCalendar } from './working-days.js'
import { laterOf } from './civil-days.js'

/** 特殊环节 between acceptance and decision, by the id of the process that holds them. */
export const procedureKinds = ['public-notice', 'hearing', 'expert-review', 'test-report', 'background-check'] as const
export type ProcedureKind = typeof procedureKinds[number]

export const procedureNames = {
  'public-notice': '公示',
  hearing: '听证',
  'expert-review': '专家评审',
  'test-report': '检验检测',
  'background-check': '部门核查'
} as const satisfies Record<ProcedureKind, string>

/** What 行政许可法第四十五条 calls a procedure; other ones don't count only where a law of their own says so. */
export const stopCauses = {
  'public-notice': '法定不计入',
  hearing: '听证',
  'expert-review': '专家评审',
  'test-report': '检测',
  'background-check': '法定不计入'
} as const satisfies Record<ProcedureKind, StopCause>

export function isProcedureKind (value: unknown): value is ProcedureKind {
  return procedureKinds.some((kind) => kind === value)
}

type ProcedureFacts = Permit['special_procedures'][number]

/** The two tasks of each kind: first it is arranged, then its result is written down. */
const tasks: Record<ProcedureKind, { arrange: string, conclude: string }> = {
  'public-notice': { arrange: 'announce-public-notice', conclude: 'conclude-public-notice' },
  hearing: { arrange: 'announce-hearing', conclude: 'hold-hearing' },
  'expert-review': { arrange: 'arrange-expert-review', conclude: 'conclude-expert-review' },
  'test-report': { arrange: 'arrange-test-report', conclude: 'conclude-test-report' },
  'background-check': { arrange: 'request-background-check', conclude: 'conclude-background-check' }
}

/**
 * The special procedures that belong to every application for this permit (`flow_shapes` of its facts); those that are held only on demand are
 * not among them, nor what the applicant has done before and hands in as a material.
 */
export function regularProceduresOf (permit: Permit): ProcedureKind[] {
  return procedureKinds.filter((kind) => permit.flow_shapes.includes(kind) && (procedureFactsOf(permit, kind)?.held ?? null) === null)
}

/**
 * Those that are held only when the review finds that the case calls for them: what the facts name beside the regular ones, and always a hearing
 * (行政许可法第四十六条、第四十七条). A filing isn't reviewed and knows none.
 */
export function proceduresOnDemand (permit: Permit): ProcedureKind[] {
  if (permit.kind === '备案') return []
  const regular = regularProceduresOf(permit)
  return procedureKinds.filter((kind) => {
    const facts = procedureFactsOf(permit, kind)
    return !regular.includes(kind) && (kind === 'hearing' || (facts !== undefined && facts.held !== 'by-applicant'))
  })
}

/** All that can be held for this permit. */
export function possibleProcedures (permit: Permit): ProcedureKind[] {
  return [...regularProceduresOf(permit), ...proceduresOnDemand(permit)]
}

/** What the facts say about one procedure of a permit; undefined where they only name it. */
export function procedureFactsOf (permit: Permit, kind: ProcedureKind): ProcedureFacts | undefined {
  return permit.special_procedures.find(({ type }) => type === procedureNames[kind])
}

/** Why the time of a procedure doesn't count, undefined where it does: as the facts say; of a hearing that they don't name 行政许可法第四十五条 itself says it. */
export function excludedBasisOf (permit: Permit, kind: ProcedureKind): string | undefined {
  const facts = procedureFactsOf(permit, kind)
  if (facts === undefined) return kind === 'hearing' ? '行政许可法第四十五条' : undefined
  return facts.excluded ? facts.basis ?? undefined : undefined
}

/** Which procedure a user task belongs to; undefined for every other task. */
export function procedureKindOf (elementId: string): { kind: ProcedureKind, step: 'arrange' | 'conclude' } | undefined {
  for (const kind of procedureKinds) {
    if (tasks[kind].arrange === elementId) return { kind, step: 'arrange' }
    if (tasks[kind].conclude === elementId) return { kind, step: 'conclude' }
  }
  return undefined
}

/** Every task of every kind. */
export const procedureTasks: readonly string[] = procedureKinds.flatMap((kind) => [tasks[kind].arrange, tasks[kind].conclude])

/** The hearing is led by somebody of its own; all else is the reviewer's (行政许可法第四十八条第一款第三项). */
export function procedureRoleOf (elementId: string): 'reviewer' | 'hearing-chair' {
  return elementId === tasks.hearing.conclude ? 'hearing-chair' : 'reviewer'
}

/**
 * `hearingNotice`: working days between announcement and hearing (行政许可法第四十八条第一款第一项); `organiseBy`: last day for a hearing that somebody
 * has asked for (第四十七条第一款), else null.
 */
interface ArrangementSight { facts: ProcedureFacts | undefined, calendar: WorkCalendar, today: CivilDate, hearingNotice: Limit, organiseBy: CivilDate | null, /** Name of the one who arranges, who reviews the application. */ arrangedBy?: string }

/** 安排：dates that are possible; left out only where neither the law nor a party demands the procedure, and with a reason. */
export function checkArrangement (kind: ProcedureKind, entry: Record<string, unknown>, sight: ArrangementSight): Refusal {
  const { facts, today, organiseBy } = sight
  const name = procedureNames[kind]
  if (entry.arrangement !== 'held' && entry.arrangement !== 'not-needed') return `请选择是否进行${name}`
  if (isBlank(entry.particulars)) return entry.arrangement === 'held' ? `请写明${name}的内容` : `不进行${name}的，请写明理由和依据`
  if (entry.arrangement === 'not-needed') {
    if (facts?.law_locked === true) return `${name}为法定必经环节，不能省略`
    return organiseBy === null ? undefined : '已有人依法要求听证，应当组织听证（行政许可法第四十七条）'
  }
  if (kind === 'test-report' && isBlank(entry.institute)) return '请填写检验检测机构'
  if (!isCivilDate(entry.beginsOn)) return '请填写日期（年-月-日）'
  if (kind === 'hearing') return hearingDayRefusal(entry.beginsOn, sight) ?? hearingArrangementRefusal(entry, sight.arrangedBy)
  if (entry.beginsOn < today) return '开始日期不能早于今天'
  if (!isCivilDate(entry.endsOn)) return '请填写结束日期（年-月-日）'
  return entry.endsOn < entry.beginsOn ? '结束日期不能早于开始日期' : undefined
}

/** One that is late already is held as soon as it can be announced. */
function hearingDayRefusal (on: CivilDate, { calendar, today, hearingNotice, organiseBy }: ArrangementSight): Refusal {
  const earliest = addWorkdays(calendar, today, hearingNotice.n)
  if (on < earliest) return `听证应当在举行的${hearingNotice.n}个工作日前通知，最早为 ${earliest}（行政许可法第四十八条）`
  const latest = organiseBy === null ? earliest : laterOf(earliest, organiseBy)
  return organiseBy !== null && on > latest ? `听证应当自要求听证之日起二十个工作日内组织，最迟为 ${latest}（行政许可法第四十七条）` : undefined
}

/** 结果：not before its time; a hearing is led by somebody else than those who review (行政许可法第四十八条第一款第三项). */
export function checkConclusion (
  kind: ProcedureKind, entry: Record<string, unknown>,
  sight: { beginsOn: CivilDate | null, endsOn: CivilDate | null, today: CivilDate, concludedBy: string, /** Logins of who has looked at the application. */ reviewers: readonly string[] }
): Refusal {
  if (entry.procedureConclusion !== 'favourable' && entry.procedureConclusion !== 'unfavourable') return '请选择结果'
  if (isBlank(entry.particulars)) return '请写明结果的内容'
  if (kind === 'test-report' && isBlank(entry.reportNo)) return '请填写检验检测报告的编号'
  if (kind === 'public-notice' && sight.endsOn !== null && sight.today <= sight.endsOn) return `公示到 ${sight.endsOn} 才期满，期满后才能登记结果`
  if (kind !== 'hearing') return undefined
  if (sight.beginsOn !== null && sight.today < sight.beginsOn) return `听证定于 ${sight.beginsOn} 举行，举行后才能登记笔录`
  return sight.reviewers.includes(sight.concludedBy) ? '听证主持人不能是本件的审查人员' : hearingRecordRefusal(entry)
}

/** How the two results are called in each kind. */
export const conclusionNames: Record<ProcedureKind, { favourable: string, unfavourable: string }> = {
  'public-notice': { favourable: '无异议，或异议不成立', unfavourable: '有异议且成立' },
  hearing: { favourable: '听证意见支持申请', unfavourable: '听证意见不支持申请' },
  'expert-review': { favourable: '通过评审', unfavourable: '未通过评审' },
  'test-report': { favourable: '检测合格', unfavourable: '检测不合格' },
  'background-check': { favourable: '声明属实', unfavourable: '声明不属实' }
}

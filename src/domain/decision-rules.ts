import { isBlank } from './blank.js'
import type { JudgedItem } from './judged-item.js'
import type { MaterialState } from './lifecycle.js'
import { openRightRefusal, type HearingRightSight } from './hearing-right.js'
import { unheardRefusal, type StatementSight } from './statement.js'
import type { CivilDate } from './time.js'
import { outstandingRefusal, type OutstandingMaterial } from './tolerance.js'

/** Why a completion isn't lawful, in Chinese for the one who tried; undefined when it is. */
export type Refusal = string | undefined

export interface CheckSight {
  /**
   * What this permit's department may judge: its materials and fields. `isMissing`: required and not there; `isToJudge`: there and not yet
   * found in order, so that it must be judged before anything is called complete.
   */
  materials: { id: string, name: string, state: MaterialState, isMissing: boolean, isToJudge: boolean }[]
  fieldIds: string[]
  /**
   * After the first notice only what was told and handed in since, and what the applicant's own changes call for, may be judged deficient
   * (一次告知); null in the first round.
   */
  reopened: { kind: 'material' | 'field', id: string }[] | null
  isAccepted: boolean
  /** This round's one notice is out, and went out without this permit as its department's time for it was over. */
  isNoticeClosed: boolean
}

const acceptedRefusal = '本事项已受理，不得再要求补正（行政许可法第三十二条）'
const closedNoticeRefusal = '本轮补正通知书已经发出，依法只能一次告知，不得再要求补正；材料齐全、符合法定形式的请表示齐全'

/** 受理前的审查：every judged item belongs to the permit, and a deficiency says what is wrong and how to mend it (行政许可法第三十二条). */
export function checkJudgedItems (items: JudgedItem[], sight: CheckSight): Refusal {
  const known = new Set([...sight.materials.map(({ id }) => `material:${id}`), ...sight.fieldIds.map((id) => `field:${id}`)])
  const seen = new Set<string>()
  for (const item of items) {
    const subject = `${item.kind}:${item.id}`
    if (!known.has(subject)) return `“${item.name ?? item.id}”不是本事项的材料或填报项`
    if (seen.has(subject)) return `“${item.name ?? item.id}”重复给出了意见`
    seen.add(subject)
    if (item.result !== 'ok' && item.result !== 'deficient') return `请对“${item.name ?? item.id}”选择符合或需补正`
    if (item.result === 'ok') continue
    if (isBlank(item.reason) || isBlank(item.howToMend)) return `“${item.name ?? item.id}”需补正的，请写明问题和如何补正`
    if (sight.reopened !== null && !sight.reopened.some(({ kind, id }) => kind === item.kind && id === item.id)) {
      return `“${item.name ?? item.id}”未在首次补正通知中列明，依法只能一次告知，不得再提出`
    }
    const notDeficient = whyNeverDeficient(item, sight)
    if (notDeficient !== undefined) return `“${item.name ?? item.id}”${notDeficient}`
  }
  return undefined
}

/** What the applicant can't hand in is no deficiency of theirs. */
const neverDeficient: Partial<Record<MaterialState, string>> = {
  generated: '由平台按一张表生成，请指明需补正的填报内容',
  'awaited-in-case': '等待同案结果，不作为缺件',
  committed: '已由告知承诺代替，不作为缺件',
  tolerated: '已容缺，可在期限内补交，不作为缺件'
}

/** Whether a material in this state is the applicant's to hand in, so that a department judges it. */
export function isJudged (state: MaterialState): boolean {
  return neverDeficient[state] === undefined
}

function whyNeverDeficient ({ kind, id }: JudgedItem, { materials }: CheckSight): Refusal {
  const material = kind === 'material' ? materials.find((one) => one.id === id) : undefined
  return material === undefined ? undefined : neverDeficient[material.state]
}

/** 预审意见 */
export function checkVerdict (
  entry: { verdict: unknown, reasons: unknown, verdicts: JudgedItem[] }, sight: CheckSight
): Refusal {
  if (sight.isAccepted) return entry.verdict === 'complete' ? undefined : acceptedRefusal
  const unlawful = checkJudgedItems(entry.verdicts, sight)
  if (unlawful !== undefined) return unlawful
  switch (entry.verdict) {
    case 'complete': return completeRefusal(entry.verdicts, sight)
    case 'deficient': return sight.isNoticeClosed ? closedNoticeRefusal : deficientRefusal(entry.verdicts, sight)
    case 'non-acceptance':
    case 'not-required': return isBlank(entry.reasons) ? '请写明理由和依据' : undefined
    default: return '请选择预审意见'
  }
}

/** 当场决定：filings are filed, registrations and commitments granted; whatever needs a closer look goes the ordinary way. */
export function checkSpotDecision (
  entry: { decision: unknown, reasons: unknown, verdicts: JudgedItem[] }, sight: CheckSight & { isFiling: boolean, ungrantedPrior?: string | undefined }
): Refusal {
  const unlawful = checkJudgedItems(entry.verdicts, sight)
  if (unlawful !== undefined) return unlawful
  const prior = priorRefusal(sight.ungrantedPrior)
  if ((entry.decision === 'filed' || entry.decision === 'granted') && prior !== undefined) return prior
  switch (entry.decision) {
    case 'filed': return sight.isFiling ? completeRefusal(entry.verdicts, sight) : '本事项是许可，应当作出准予决定，不是备案'
    case 'granted': return sight.isFiling ? '备案不作批准判断，请选择备案' : completeRefusal(entry.verdicts, sight)
    case 'deficient':
      if (sight.isAccepted) return acceptedRefusal
      return sight.isNoticeClosed ? closedNoticeRefusal : deficientRefusal(entry.verdicts, sight)
    case 'ordinary':
      if (sight.isFiling) return '备案没有一般审批程序'
      if (entry.verdicts.some(({ result }) => result === 'deficient')) return '有需补正内容的，请选择需补正；受理后不得再要求补正'
      return isBlank(entry.reasons) ? '转一般程序的，请写明理由' : undefined
    default: return '请选择处理结果'
  }
}

/** 审核意见（拟定决定）, or a special procedure that is to come first: one that is open has to have its result before. */
export function checkOpinion (entry: { opinion: unknown, reasons: unknown }, sight: GrantSight & { procedures: readonly string[], isInProcedure: boolean, today: CivilDate }): Refusal {
  if (sight.isInProcedure) return inProcedureRefusal
  if (sight.procedures.includes(String(entry.opinion))) return isBlank(entry.reasons) ? '先进行特殊环节的，请写明理由和依据' : undefined
  if (entry.opinion === 'grant') return grantRefusal(sight, entry, sight.today)
  if (entry.opinion === 'refuse') return isBlank(entry.reasons) ? '拟不予许可的，请写明理由和依据' : undefined
  return '请选择审核意见'
}

const inProcedureRefusal = '本事项的特殊环节（听证、检验检测等）还没有结果，有了结果才能继续'

/** 决定：by somebody else than the reviewer; no grant against a failed or missing visit (行政许可法第三十四条、第三十八条). */
export function checkDecision (
  entry: { decision: unknown, reasons: unknown, decidedBy: string },
  sight: GrantSight & { reviewedBy: string | undefined, statement: StatementSight | undefined, isInProcedure: boolean, hearingRights: readonly HearingRightSight[], today: CivilDate, statutoryDueOn: CivilDate | null }
): Refusal {
  if (sight.reviewedBy === undefined) return '尚无审核意见，不能作出决定'
  if (sight.reviewedBy === entry.decidedBy) return '审核人与决定人不得为同一人'
  if (entry.decision === 'returned') return isBlank(entry.reasons) ? '退回审核的，请写明意见' : undefined
  const untimely = sight.isInProcedure ? inProcedureRefusal : openRightRefusal(sight.hearingRights, sight.today)
  if (untimely !== undefined) return untimely
  const isLate = sight.statutoryDueOn !== null && sight.today > sight.statutoryDueOn
  switch (entry.decision) {
    case 'granted': return grantRefusal(sight, entry, sight.today) ?? (isLate && isBlank(entry.reasons) ? `法定期限 ${sight.statutoryDueOn!} 已过，请在理由中说明逾期的原因` : undefined)
    case 'refused': return isBlank(entry.reasons) ? '不予许可的，请说明理由（行政许可法第三十八条第二款）' : unheardRefusal(sight.statement, sight.today, 'refuse')
    default: return '请选择决定'
  }
}

export type VisitSight = 'not-needed' | 'awaited' | 'passed' | 'failed'

/**
 * What stands against a grant: the visit's conclusion, the permit that this one depends on (its name, as long as it isn't granted), and tolerated
 * materials that are not there yet.
 */
export interface GrantSight { visit: VisitSight, ungrantedPrior?: string | undefined, outstanding?: readonly OutstandingMaterial[] }

function grantRefusal ({ visit, ungrantedPrior, outstanding = [] }: GrantSight, { reasons }: { reasons: unknown }, today: CivilDate): Refusal {
  if (visit === 'awaited') return '本事项依法须先现场核查，核查尚无结论，不能准予'
  if (visit === 'failed') return '现场核查结论为不合格，不能准予'
  return priorRefusal(ungrantedPrior) ?? outstandingRefusal(outstanding, today, !isBlank(reasons))
}

/** A permit that depends on another's grant can't be granted without it (`depends_on` hard). */
function priorRefusal (name: string | undefined): Refusal {
  return name === undefined ? undefined : `本事项须以“${name}”的准予决定为前提，该事项尚未准予，不能准予`
}

/** Complete is said only when everything was looked at, nothing is deficient and nothing required is missing. */
function completeRefusal (items: JudgedItem[], sight: CheckSight): Refusal {
  const deficient = items.find(({ result }) => result === 'deficient')
  if (deficient !== undefined) return `“${deficient.name ?? deficient.id}”需补正，不能认定材料齐全`
  const missing = sight.materials.filter(({ isMissing }) => isMissing)
  return missing.length > 0 ? `缺少${namesOf(missing)}，不能认定材料齐全` : unjudgedRefusal(items, sight)
}

/** All that is deficient is told at once: what this verdict leaves out could never be asked for again (行政许可法第三十二条第一款第四项). */
function deficientRefusal (items: JudgedItem[], sight: CheckSight): Refusal {
  if (!items.some(({ result }) => result === 'deficient')) return '选择需补正的，请至少指明一项材料或填报内容'
  const leftOut = sight.materials.filter(({ id, isMissing }) =>
    isMissing && !items.some((item) => item.kind === 'material' && item.id === id && item.result === 'deficient'))
  return leftOut.length > 0 ? `还缺少${namesOf(leftOut)}，须一并告知` : unjudgedRefusal(items, sight)
}

function unjudgedRefusal (items: JudgedItem[], sight: CheckSight): Refusal {
  const unjudged = sight.materials.filter(({ id, isToJudge }) => isToJudge && !items.some((item) => item.kind === 'material' && item.id === id))
  return unjudged.length > 0 ? `请先对${namesOf(unjudged)}给出意见` : undefined
}

function namesOf (materials: { name: string }[]): string {
  return materials.map(({ name }) => `“${name}”`).join('、')
}

import type { PublishedIndustry } from '../catalogue/types.js'
import { postCheckOf } from '../domain/handling.js'
import type { ChosenPermit } from '../domain/permit-choice.js'
import { priorPermitsOf } from '../domain/permit-order.js'
import { isTwoStage } from '../domain/permit-stages.js'
import { procedureKindOf, procedureKinds, procedureNames, proceduresOnDemand, procedureTasks, regularProceduresOf, type ProcedureKind } from '../domain/special-procedures.js'

/** When something happens: a task is open, a job of the permit or visit is about to run, a message is about to be sent, the applicant is waited for. */
export type Moment = { task: string } | { job: string } | { message: string } | { waitsFor: 'supplement' | 'rectification' | 'preparation' }

export interface Withdrawal {
  at: Moment
  /** `one`: the twist's own permit; `visited`: all that need the visit. */
  of: 'one' | 'visited' | 'all'
  /** The flow hears of it only later: whatever runs meanwhile must find out for itself. */
  isLate: boolean
}

/** How a case differs from one in which everything is in order. */
export interface Twist {
  id: string
  /** For the report. */
  name: string
  /** Which permits it needs for itself: one, all that are visited, all, or none in particular. */
  takes: 'one' | 'visited' | 'all' | 'none'
  /** @param applied ids of all permits of the application */
  isPossible (permit: ChosenPermit, industry: PublishedIndustry, applied: readonly string[]): boolean
  /** What is entered, by task: the first time the first word, the last word from then on. */
  steps?: Record<string, string[]>
  /** What must hold of the whole case; two twists that want different things don't go together. */
  course?: Partial<Course>
  withdrawal?: Withdrawal
  /** No other permit is decided before this one waits for it. */
  waitsForPriors?: true
}

export interface Course {
  notice: 'answered' | 'left'
  rectification: 'reported' | 'left'
  visit: string
  start: 'once' | 'twice' | 'without-permits' | 'withdrawn'
  withdrawal: string
  postCheck: string
}

const isOrdinary = ({ isInstant }: ChosenPermit): boolean => !isInstant
const isInstant = (chosen: ChosenPermit): boolean => chosen.isInstant
const isVisited = ({ needsVisit }: ChosenPermit): boolean => needsVisit
const isAny = (): boolean => true
const awaitsResult: Twist['isPossible'] = (chosen, _industry, applied) =>
  isOrdinary(chosen) && (priorPermitsOf(chosen.permit, applied).length > 0 || regularProceduresOf(chosen.permit).length > 0 ||
    chosen.permit.materials.some(({ awaits_permit: awaited }) => awaited !== null && applied.includes(awaited)))

/** On demand: called for in the review, which is taken up again after its result. */
function calledFor (kind: ProcedureKind): Omit<Twist, 'takes'> {
  return {
    id: `called-for-${kind}`,
    name: `审核中提出${procedureNames[kind]}`,
    isPossible: (chosen) => isOrdinary(chosen) && proceduresOnDemand(chosen.permit).includes(kind),
    steps: { review: [kind, 'first'] }
  }
}

const ofOnePermit: Omit<Twist, 'takes'>[] = [
  {
    id: 'refused-withholding',
    name: '不予许可，暂不制发综合许可证',
    isPossible: (chosen, industry) => isOrdinary(chosen) && industry.composite_licence.blocked_by.includes(chosen.permit.id),
    steps: { review: ['refuse'], decide: ['refused'] }
  },
  { id: 'refused', name: '不予许可', isPossible: isOrdinary, steps: { review: ['refuse'], decide: ['refused'] } },
  { id: 'supplemented', name: '补正后准予', isPossible: isOrdinary, steps: { 'pre-review': ['deficient', 'complete'] }, course: { notice: 'answered' } },
  { id: 'supplemented-on-the-spot', name: '当场要求补正', isPossible: isInstant, steps: { 'decide-on-the-spot': ['deficient', 'first'] }, course: { notice: 'answered' } },
  { id: 'expired', name: '逾期未补正', isPossible: isOrdinary, steps: { 'pre-review': ['deficient'] }, course: { notice: 'left' } },
  { id: 'returned', name: '退回审核', isPossible: isOrdinary, steps: { decide: ['returned', 'first'] } },
  { id: 'turned-ordinary', name: '当场转一般程序', isPossible: (chosen) => isInstant(chosen) && chosen.permit.kind !== '备案', steps: { 'decide-on-the-spot': ['ordinary'] }, course: { withdrawal: 'none' } },
  {
    id: 'non-accepted',
    name: '不予受理',
    isPossible: isOrdinary,
    steps: { 'pre-review': ['non-acceptance'], 'confirm-non-acceptance': ['returned', 'confirmed'] }
  },
  { id: 'not-required', name: '无须许可', isPossible: isOrdinary, steps: { 'pre-review': ['not-required'] } },
  withdrawn('before-pre-review', '预审前撤回', isOrdinary, { task: 'pre-review' }),
  withdrawn('on-the-spot', '当场决定前撤回', isInstant, { task: 'decide-on-the-spot' }),
  { ...withdrawn('in-supplement', '补正中撤回', isOrdinary, { waitsFor: 'supplement' }), steps: { 'pre-review': ['deficient'] } },
  withdrawn('before-acceptance', '受理时撤回', isOrdinary, { job: 'accept-permit' }, 'late'),
  withdrawn('after-visit', '核查结论送达前撤回', isVisited, { message: 'visit-concluded' }, 'late'),
  { ...withdrawn('awaiting-result', '等待其他结果时撤回', awaitsResult, { message: 'awaited-result-in' }, 'late'), waitsForPriors: true },
  withdrawn('in-review', '审核中撤回', isOrdinary, { task: 'review' }, 'late'),
  withdrawn('in-decision', '决定前撤回', isOrdinary, { task: 'decide' }, 'late'),
  withdrawn('in-preparation', '筹建中撤回', ({ permit }) => isTwoStage(permit), { waitsFor: 'preparation' }),
  ...procedureKinds.flatMap(ofProcedure),
  ...procedureKinds.map(calledFor)
]

/** Each special procedure is called off before, while and after it is arranged. */
function ofProcedure (kind: ProcedureKind): Omit<Twist, 'takes'>[] {
  const name = procedureNames[kind]
  const isHeld: Twist['isPossible'] = (chosen) => isOrdinary(chosen) && regularProceduresOf(chosen.permit).includes(kind)
  const [arranging, concluding] = procedureTasks.filter((task) => procedureKindOf(task)?.kind === kind) as [string, string]
  return [
    withdrawn(`before-${kind}`, `${name}开始前撤回`, isHeld, { message: `${kind}-due` }, 'late'),
    withdrawn(`at-${kind}`, `安排${name}时撤回`, isHeld, { task: arranging }, 'late'),
    { ...withdrawn(`during-${kind}`, `${name}中撤回`, isHeld, { task: concluding }), steps: { [arranging]: ['held'] } }
  ]
}

const ofVisits: Twist[] = [
  visit('rectified', '整改后合格', { inspect: ['rectify'], recheck: ['passed'] }, 'reported'),
  visit('recheck-failed', '到期未报告整改，复审不合格', { inspect: ['rectify'], recheck: ['failed'] }, 'left'),
  visit('failed', '核查不合格', { inspect: ['failed'] }),
  visit('arranged-again', '到场无法核查，另行安排', { inspect: ['not-possible', 'passed'] }),
  dropped('before-proposal', '核查安排前全部撤回', { message: 'visit-ready' }, 'late'),
  dropped('before-visit', '核查排定时全部撤回', { task: 'confirm-visit' }, 'late'),
  dropped('at-visit', '核查登记时全部撤回', { task: 'inspect' }, 'late'),
  { ...dropped('in-rectification', '整改中全部撤回', { waitsFor: 'rectification' }, 'late'), steps: { inspect: ['rectify'] } },
  dropped('cancelled', '核查前全部撤回', { task: 'inspect' })
]

const ofCases: Twist[] = [
  { id: 'started-twice', name: '重复启动', takes: 'none', isPossible: isAny, course: { start: 'twice' } },
  {
    id: 'withdrawn-before-start',
    name: '启动前全部撤回',
    takes: 'all',
    isPossible: isAny,
    course: { start: 'withdrawn' },
    withdrawal: { at: { message: 'application-submitted' }, of: 'all', isLate: true }
  },
  {
    id: 'without-permits',
    name: '没有流程认识的事项',
    takes: 'all',
    isPossible: isAny,
    course: { start: 'without-permits' },
    withdrawal: { at: { message: 'application-submitted' }, of: 'all', isLate: true }
  },
  postCheck('corrected', '事后核查：改正后相符', { 'post-check': ['not-met'], 'post-check-recheck': ['met'] }),
  postCheck('heard', '事后核查：逾期未改正，告知与陈述申辩', { 'post-check': ['not-met'], 'post-check-recheck': ['not-met'] }),
  postCheck('fraud', '事后核查：涉嫌欺骗取得，告知与陈述申辩', { 'post-check': ['suspected-fraud'] })
]

/** Everything that is tried at least once in every industry where it can happen. */
export const twists: readonly Twist[] = [...ofVisits, ...ofCases, ...ofOnePermit.map((twist) => ({ ...twist, takes: 'one' as const }))]

function withdrawn (id: string, name: string, isPossible: Twist['isPossible'], at: Moment, manner?: 'late'): Omit<Twist, 'takes'> {
  return { id: `withdrawn-${id}`, name, isPossible, course: { withdrawal: id }, withdrawal: { at, of: 'one', isLate: manner === 'late' } }
}

function visit (id: string, name: string, steps: Record<string, string[]>, rectification?: Course['rectification']): Twist {
  return { id: `visit-${id}`, name, takes: 'one', isPossible: isVisited, steps, course: { visit: id, ...(rectification === undefined ? {} : { rectification }) } }
}

function dropped (id: string, name: string, at: Moment, manner?: 'late'): Twist {
  return {
    id: `visit-dropped-${id}`,
    name,
    takes: 'visited',
    isPossible: isVisited,
    course: { visit: id, withdrawal: id },
    withdrawal: { at, of: 'visited', isLate: manner === 'late' }
  }
}

function postCheck (id: string, name: string, steps: Record<string, string[]>): Twist {
  return { id: `post-check-${id}`, name, takes: 'one', isPossible: ({ permit, isCommitment }, { decisions }) => postCheckOf(decisions, permit, { isCommitment, isOrdinary: false }, {}) !== undefined, steps, course: { postCheck: id } }
}

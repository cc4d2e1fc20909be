import { daysAfter, nextDay } from '../civil-days.js'
import { instantAtHour, type CivilDate } from '../time.js'
import { workdaysBefore, type WorkCalendar } from '../working-days.js'

/** Who is told by a step: whoever has or may take the task, the department's approvers, the city's supervisors, the holder. */
export type Audience = 'task-holders' | 'approvers' | 'supervisors' | 'applicant'

/**
 * What the watch over the limits does besides what the law itself brings about: each step is told to somebody at a moment that the table
 * `time-limit-steps` sets. `text` says about what (a permit's name and number) and the day that it is about.
 */
export const watchSteps = {
  'verdict-due': { title: '受理意见今日到期', to: ['task-holders'], text: (about, dueOn) => `${about}：受理意见须在 ${dueOn} 内提出。` },
  'verdict-escalated': {
    title: '受理意见督办', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：尚无受理意见。到 ${dueOn} 终了仍未表示的，自收到材料之日起视为受理（行政许可法第三十二条）。`
  },
  'promise-near': { title: '承诺期限将到', to: ['task-holders'], text: (about, dueOn) => `${about}：承诺在 ${dueOn} 前作出决定。` },
  'promise-urgent': { title: '承诺期限临近', to: ['task-holders', 'approvers'], text: (about, dueOn) => `${about}：承诺期限 ${dueOn}，请抓紧办理。` },
  'promise-missed': {
    title: '承诺期限已过', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：承诺期限 ${dueOn} 已过，尚未决定。`
  },
  'statutory-missed': {
    title: '法定期限已过', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：法定期限 ${dueOn} 已过，尚未决定（行政许可法第四十二条）。`
  },
  'ceiling-near': { title: '总期限将到', to: ['task-holders', 'supervisors'], text: (about, dueOn) => `${about}：集中办理的总期限 ${dueOn}，各事项须在自己的期限内决定。` },
  'ceiling-missed': {
    title: '总期限已过', to: ['task-holders', 'supervisors'], text: (about, dueOn) => `${about}：集中办理的总期限 ${dueOn} 已过（行政许可法第四十二条第二款）。`
  },
  'supplement-near': {
    title: '补正期限将到', to: ['applicant'], text: (about, dueOn) => `${about}：请在 ${dueOn} 前一次补齐。逾期未补正的，将告知终止办理；可以随时重新申请，不影响信用。`
  },
  'tolerated-near': { title: '容缺材料补交期限将到', to: ['applicant'], text: (about, dueOn) => `${about}：容缺的材料请在 ${dueOn} 前补交；来不及的可以申请延长一次。` },
  'tolerated-lapsed': {
    title: '容缺材料期满未补交', to: ['applicant', 'task-holders'], text: (about, dueOn) => `${about}：容缺的材料没有在 ${dueOn} 前补交。决定作出之前仍可补交；由审批部门在办理期限内依法决定，可能不予许可。`
  },
  'rectification-near': { title: '整改期限将到', to: ['applicant'], text: (about, dueOn) => `${about}：请在 ${dueOn} 前完成整改并报告。` },
  'procedure-ended': { title: '特殊环节已到结束日', to: ['task-holders'], text: (about, dueOn) => `${about}：告知的结束日是 ${dueOn}，请登记结果；未结束的请说明原因。` },
  'delivery-near': { title: '送达期限将到', to: ['task-holders', 'applicant'], text: (about, dueOn) => `${about}：决定和证件应在 ${dueOn} 前送达，请到综合窗口领取（办理）。` },
  'delivery-missed': { title: '送达期限已过', to: ['task-holders', 'supervisors'], text: (about, dueOn) => `${about}：送达期限 ${dueOn} 已过（行政许可法第四十四条）。` },
  'disclosure-missed': {
    title: '决定尚未公开', to: ['approvers', 'supervisors'], text: (about, dueOn) => `${about}：准予决定应在 ${dueOn} 前公开（行政许可法第四十条），决定书还没有生成，请联系运维。`
  },
  'post-check-near': { title: '事后核查期限将到', to: ['task-holders'], text: (about, dueOn) => `${about}：事后核查应在 ${dueOn} 前完成。` },
  'post-check-missed': { title: '事后核查期限已过', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：事后核查期限 ${dueOn} 已过。` },
  'correction-near': { title: '改正期限将到', to: ['applicant'], text: (about, dueOn) => `${about}：请在 ${dueOn} 前改正，期满后复查。` },
  'correction-over': { title: '改正期限届满请复查', to: ['task-holders'], text: (about, dueOn) => `${about}：责令改正的期限 ${dueOn} 已满，请复查。` },
  'recheck-missed': { title: '改正复查期限已过', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：改正期满后的复查应在 ${dueOn} 前完成。` },
  'revocation-due': { title: '陈述申辩期满请决定', to: ['task-holders'], text: (about, dueOn) => `${about}：陈述申辩期 ${dueOn} 已满，请依法决定是否撤销。` },
  'revocation-missed': { title: '撤销与否尚未决定', to: ['task-holders', 'approvers', 'supervisors'], text: (about, dueOn) => `${about}：撤销与否应在 ${dueOn} 前决定。` },
  'licence-late': { title: '行业综合许可证未按时制发', to: ['supervisors'], text: (about, dueOn) => `${about}：全部事项已有结果，行业综合许可证应在 ${dueOn} 前制发。` },
  'certificate-expiring': { title: '证件即将到期', to: ['applicant'], text: (about, dueOn) => `${about}：有效期至 ${dueOn}，请按期申请延续（行政许可法第五十条）。` }
} as const satisfies Record<string, WatchStepWords>

interface WatchStepWords { title: string, to: readonly Audience[], text: (about: string, dueOn: CivilDate) => string }

export type WatchStep = keyof typeof watchSteps
/** What the table `time-limit-steps` is asked about: every step, and when the one notice goes out, which is done and told to nobody. */
export type TimedStep = WatchStep | 'notice-cut-off'
export const timedSteps: readonly TimedStep[] = [...Object.keys(watchSteps) as WatchStep[], 'notice-cut-off']

/** When a step is due: so many working or calendar days before the day that it is about, at that hour in China. */
export interface WatchTime { n: number, unit: '工作日' | '日', hour: number }
export type WatchTimes = Partial<Record<TimedStep, WatchTime>>

export function isWatchTime (row: unknown): row is WatchTime & { step: TimedStep } {
  const { step, n, unit, hour } = (row ?? {}) as Record<string, unknown>
  return timedSteps.includes(step as TimedStep) && Number.isInteger(n) && (unit === '工作日' || unit === '日') && Number.isInteger(hour)
}

export function watchMoment (calendar: WorkCalendar, day: CivilDate, { n, unit, hour }: WatchTime): Date {
  return instantAtHour(unit === '工作日' ? workdaysBefore(calendar, day, n) : daysAfter(day, -n), hour)
}

/** One thing to tell: `occasion` tells it apart from the same step for another date. */
export interface DueStep { step: WatchStep, subject: string, dueOn: CivilDate, at: Date }

/** A step about a day, when the table has it; the steps of missed limits count from the day after. */
export function stepsAbout (calendar: WorkCalendar, times: WatchTimes, subject: string, dueOn: CivilDate | null | undefined, steps: readonly WatchStep[]): DueStep[] {
  if (dueOn === null || dueOn === undefined) return []
  return steps.flatMap((step) => {
    const time = times[step]
    if (time === undefined) return []
    return [{ step, subject, dueOn, at: watchMoment(calendar, isAfterwards(step) ? nextDay(dueOn) : dueOn, time) }]
  })
}

const afterwards: ReadonlySet<WatchStep> = new Set<WatchStep>(['procedure-ended', 'licence-late', 'correction-over', 'revocation-due', 'tolerated-lapsed'])

function isAfterwards (step: WatchStep): boolean {
  return step.endsWith('-missed') || afterwards.has(step)
}

/** Of several steps about one thing the newest: a promise that is missed needs no reminder any more. */
export function newestOfEach (due: DueStep[]): DueStep[] {
  const newest = new Map<string, DueStep>()
  for (const one of due) {
    const key = `${one.subject} ${one.step.split('-')[0]!}`
    const known = newest.get(key)
    if (known === undefined || known.at < one.at) newest.set(key, one)
  }
  return [...newest.values()]
}

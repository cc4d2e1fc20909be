import type { PublishedIndustry } from '../catalogue/types.js'
import type { ChosenPermit } from '../domain/permit-choice.js'
import { drawnApplications, pairwiseApplications, type SimulatedApplication } from './applications.js'
import { seededRandom } from '../domain/random.js'
import { twists, type Course, type Twist, type Withdrawal } from './twists.js'

/** One case to be run: what is applied for, and what happens to it. */
export interface Scenario {
  industry: PublishedIndustry
  /** From 1, within the industry. */
  number: number
  application: SimulatedApplication
  course: Course
  happenings: Happening[]
}

/** A twist and the permits it is about. */
export interface Happening { twist: Twist, permits: string[] }

export interface PlannedWithdrawal extends Withdrawal { permits: string[] }

export interface IndustryPlan {
  scenarios: Scenario[]
  /** Pairs of answers that exclude each other. */
  uncoveredPairs: number
  /** Twists that none of the applications lets happen. */
  impossible: string[]
}

/**
 * The cases of an industry: pairwise answers and choices, over which every twist that can happen is spread at least once. `isQuick` keeps only as many
 * cases as the twists and the permits need; `isStraight`: nothing happens to any of them; `drawn`: so many drawn at random instead of pairwise ones.
 */
export function planScenarios (industry: PublishedIndustry, options: { seed: number, isQuick: boolean, isStraight?: boolean, drawn?: number | undefined }): IndustryPlan {
  const { applications, uncovered } = options.drawn === undefined
    ? pairwiseApplications(industry, seededRandom(options.seed))
    : { applications: drawnApplications(industry, { count: options.drawn, seed: options.seed }), uncovered: 0 }
  const drafts = applications.map(draftOf)
  const impossible = options.isStraight === true ? [] : twists.filter((twist) => !place(twist, drafts, industry)).map(({ id }) => id)
  const kept = options.isQuick ? worthwhile(drafts) : drafts
  return {
    scenarios: kept.map(({ application, course, happenings }, index) => ({
      industry, number: index + 1, application, course: { ...usualCourse, ...course }, happenings
    })),
    uncoveredPairs: uncovered,
    impossible
  }
}

const usualCourse: Course = {
  notice: 'answered', rectification: 'reported', visit: 'passed', start: 'once', withdrawal: 'none', postCheck: 'met'
}

interface Draft { application: SimulatedApplication, course: Partial<Course>, happenings: Happening[], taken: Set<string> }

function draftOf (application: SimulatedApplication): Draft {
  return { application, course: {}, happenings: [], taken: new Set() }
}

/** Gives the twist to the case with the least to it so far, or to one more of the same application. @returns whether any can have it */
function place (twist: Twist, drafts: Draft[], industry: PublishedIndustry): boolean {
  if (placeAmong(twist, drafts, industry)) return true
  const again = drafts.find(({ application }) => permitsFor(twist, draftOf(application), industry) !== undefined)
  if (again === undefined) return false
  const draft = draftOf(again.application)
  drafts.push(draft)
  return placeAmong(twist, [draft], industry)
}

function placeAmong (twist: Twist, drafts: Draft[], industry: PublishedIndustry): boolean {
  const places = drafts.flatMap((draft) => {
    const permits = permitsFor(twist, draft, industry)
    return permits === undefined || !agrees(draft.course, twist.course ?? {}) ? [] : [{ draft, permits }]
  }).sort((a, b) => a.draft.happenings.length - b.draft.happenings.length)
  const [best] = places
  if (best === undefined) return false
  const { draft, permits } = best
  Object.assign(draft.course, twist.course)
  draft.happenings.push({ twist, permits })
  for (const permit of permits) draft.taken.add(permit)
  return true
}

/** The permits that the twist would be about; undefined when the case has none that are free for it. */
function permitsFor (twist: Twist, { application, taken }: Draft, industry: PublishedIndustry): string[] | undefined {
  const isFree = ({ permit }: ChosenPermit): boolean => !taken.has(permit.id)
  const applied = application.permits.map(({ permit }) => permit.id)
  const fitting = application.permits.filter((chosen) => twist.isPossible(chosen, industry, applied))
  switch (twist.takes) {
    case 'none': return fitting.length > 0 ? [] : undefined
    case 'one': return fitting.some(isFree) ? [fitting.find(isFree)!.permit.id] : undefined
    case 'visited':
    case 'all': return fitting.length > 0 && fitting.every(isFree) ? fitting.map(({ permit }) => permit.id) : undefined
  }
}

function agrees (course: Partial<Course>, wanted: Partial<Course>): boolean {
  return Object.entries(wanted).every(([key, value]) => (course[key as keyof Course] ?? value) === value)
}

/** Cases with something to them, and of the others those that bring a permit that no case before had. */
function worthwhile (drafts: Draft[]): Draft[] {
  const seen = new Set<string>()
  return drafts.toSorted((a, b) => b.happenings.length - a.happenings.length).filter(({ application, happenings }) => {
    const ids = application.permits.map(({ permit }) => permit.id)
    const isNews = happenings.length > 0 || ids.some((id) => !seen.has(id))
    if (isNews) for (const id of ids) seen.add(id)
    return isNews
  })
}

/** What is entered at this task of this permit (or of the whole case) the `count`-th time, from 0; undefined: what is usual. */
export function stepOf (scenario: Scenario, task: { elementId: string, permit: string | null }, count: number): string | undefined {
  const steps = scenario.happenings.filter(({ permits }) => task.permit === null || permits.includes(task.permit))
    .map(({ twist }) => twist.steps?.[task.elementId]).find((found) => found !== undefined)
  return steps?.[Math.min(count, steps.length - 1)]
}

export function withdrawalOf ({ happenings }: Scenario): PlannedWithdrawal | undefined {
  const found = happenings.find(({ twist }) => twist.withdrawal !== undefined)
  return found === undefined ? undefined : { ...found.twist.withdrawal!, permits: found.permits }
}

/** The permits of which it is to be seen that they wait for another permit's result. */
export function waitingPermits ({ happenings }: Scenario): string[] {
  return happenings.filter(({ twist }) => twist.waitsForPriors === true).flatMap(({ permits }) => permits)
}

/** In words, for the report. */
export function describeScenario ({ happenings, industry }: Scenario): string {
  if (happenings.length === 0) return '一切顺利'
  const nameOf = (id: string): string => industry.permits.find((permit) => permit.id === id)?.name ?? id
  return happenings.map(({ twist, permits }) => permits.length === 1 ? `${nameOf(permits[0]!)}：${twist.name}` : twist.name).join('；')
}

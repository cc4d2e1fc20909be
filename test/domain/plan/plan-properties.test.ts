import t from 'tap'
import { exitsOf } from '../../../src/domain/answers.js'
import { planOpening, type OpeningPlan } from '../../../src/domain/plan/opening-plan.js'
import { seededRandom } from '../../../src/domain/random.js'
import { drawFacts } from '../../../src/domain/replay/generated-cases.js'
import { allQuestions } from '../../../src/domain/answers.js'
import { ServiceError } from '../../../src/errors.js'
import { allIndustries, projectCalendar } from '../../support/planning.js'

const calendar = await projectCalendar()
const industries = await allIndustries()
const plansOfAnIndustry = 15

for (const industry of industries) {
  t.test(`plans of ${industry.id} hold together whatever is answered`, async (t) => {
    const wrong: string[] = []
    const random = seededRandom(7)
    for (let count = 0; count < plansOfAnIndustry; count++) {
      const plan = planOf(random)
      if (plan !== undefined) wrong.push(...problemsOf(plan))
    }

    t.same([...new Set(wrong)], [])

    function planOf (random: () => number): OpeningPlan | undefined {
      const facts = drawFacts(industry, random)
      if (exitsOf(industry, facts).length > 0) return undefined
      const asked = new Set(allQuestions(industry).map(({ id }) => id))
      const answers = Object.fromEntries(Object.entries(facts).filter(([id]) => asked.has(id) && id !== 'premises_division'))
      const submittedAt = new Date(Date.UTC(2026, Math.floor(random() * 12), 1 + Math.floor(random() * 28), Math.floor(random() * 24)))
      try {
        return planOpening({ industry, answers, submittedAt, calendar, preparationWorkdays: Math.floor(random() * 30) })
      } catch (error) {
        if (error instanceof ServiceError && error.code === 'no-permit-chosen') return undefined
        throw error
      }
    }
  })
}

function problemsOf (plan: OpeningPlan): string[] {
  return [...plan.ways.flatMap((way) => [...orderProblems(plan, way), ...pathProblems(plan, way)]), ...commitmentProblems(plan)]
}

type PlannedWay = OpeningPlan['ways'][number]

function orderProblems (plan: OpeningPlan, way: PlannedWay): string[] {
  return way.permits.flatMap((permit) => {
    const prior = way.permits.filter(({ id }) => permit.waitsFor.includes(id)).map(({ decidedOn }) => decidedOn.promised)
    const { decidedOn: { earliest, promised, statutory }, acceptedOn, visitOn } = permit
    return [
      ...(acceptedOn !== null && acceptedOn < plan.receivedOn ? [`${permit.id} accepted before receipt`] : []),
      ...(acceptedOn !== null && promised < acceptedOn ? [`${permit.id} decided before acceptance`] : []),
      ...(visitOn !== null && (acceptedOn === null || visitOn <= acceptedOn || visitOn > promised) ? [`${permit.id} visited at the wrong time`] : []),
      ...(permit.procedures.some(({ endsOn }) => endsOn > promised) ? [`${permit.id} decided before its procedures end`] : []),
      ...(prior.some((on) => on > promised) ? [`${permit.id} decided before what it waits for`] : []),
      ...(earliest < plan.receivedOn || earliest > promised || promised > statutory ? [`${permit.id} ${earliest} ${promised} ${statutory}`] : []),
      ...([earliest, promised, statutory].every((day) => calendar.isWorkday(day)) ? [] : [`${permit.id} decided on a rest day`])
    ]
  })
}

/** The critical path begins with the submission, has no gap, and ends with the opening. */
function pathProblems (plan: OpeningPlan, { criticalPath, opensOn }: PlannedWay): string[] {
  const [first] = criticalPath
  const gaps = criticalPath.filter(({ from, on }, index) => from > on || (index > 0 && from !== criticalPath[index - 1]!.on))
  return [
    ...(first?.from === plan.submittedOn ? [] : ['the path begins elsewhere']),
    ...(criticalPath.at(-1)?.on === opensOn.promised ? [] : ['the path ends elsewhere']),
    ...gaps.map(({ what }) => `a gap before ${what}`)
  ]
}

/** A commitment is never slower than the ordinary procedure, all else being equal. */
function commitmentProblems ({ ways }: OpeningPlan): string[] {
  const permitsOf = ({ permits }: PlannedWay): string => permits.map(({ id }) => id).join()
  return ways.filter(({ commitments }) => commitments.length > 0).flatMap((committed) =>
    ways.filter((way) => way.commitments.length === 0 && permitsOf(way) === permitsOf(committed))
      .filter((ordinary) => committed.opensOn.promised > ordinary.opensOn.promised || committed.completeOn.promised > ordinary.completeOn.promised)
      .map(() => `slower by commitment: ${committed.title}`))
}

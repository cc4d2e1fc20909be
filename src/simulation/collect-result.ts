import { loadCalendar } from '../database/calendar.js'
import { caseDatesOf, casesOfInstances, openTasksOf, permitDatesOf, withViews, type SimulatedTask } from '../database/simulated-cases.js'
import { civilDateOf } from '../domain/time.js'
import { workdaysBetween, type WorkCalendar } from '../domain/working-days.js'
import type { CaseRun } from './case-run.js'
import { coverageOf } from '../catalogue/model-coverage.js'
import { drawnProcesses, type DrawnProcess } from '../catalogue/drawn-processes.js'
import type { SeenInstance } from './observer.js'
import { compareWithPlan, type PlanDifference } from './plan-comparison.js'
import type { CasePath, FoundIncident, IndustryResult, SimulationResult } from './result.js'
import { describeScenario, type IndustryPlan } from './scenarios.js'
import type { Stage } from './stage.js'

/** Puts together what database and records tell of the runs. */
export async function collectResult (
  stage: Stage, runs: CaseRun[], plans: ReadonlyMap<string, IndustryPlan>, startedAt: number
): Promise<SimulationResult> {
  const caseOf = await caseOfInstances(stage)
  const industryOf = new Map(runs.map(({ caseNo, scenario }) => [caseNo, scenario.industry]))
  const paths = await pathsOf(stage, runs, caseOf)
  const seen = [...stage.observer.instances]
  const shared = new Map<string, DrawnProcess>()
  const industries = await Promise.all(stage.editions.map(async ({ industry, content, resources }): Promise<IndustryResult> => {
    const plan = plans.get(industry)!
    const processes = await drawnProcesses(resources)
    const own = processes.find(({ processId }) => processId === industry)!
    const others = processes.filter((process) => process !== own)
    for (const process of others) shared.set(process.processId, process)
    const instances = seen.filter(([key, { processId }]) => processId === industry || industryOf.get(caseOf.get(key) ?? '')?.id === industry).map(([, instance]) => instance)
    return {
      industry,
      name: content.name,
      flow: coverageOf(own, instances),
      shared: others.map((process) => coverageOf(process, instances)),
      paths: paths.filter((path) => path.industry === industry),
      uncoveredPairs: plan.uncoveredPairs,
      impossible: plan.impossible
    }
  }))
  return {
    industries,
    shared: [...shared.values()].map((process) => coverageOf(process, stage.observer.instances.values())),
    incidents: stage.observer.incidents.map(({ instanceKey, ...incident }): FoundIncident => {
      const caseNo = caseOf.get(instanceKey) ?? null
      return { ...incident, caseNo, industry: caseNo === null ? null : industryOf.get(caseNo)?.id ?? null }
    }),
    isWhole: stage.isWhole,
    planDifferences: stage.straight === undefined ? null : planDifferences(paths, runs, stage.straight.calendar),
    seconds: Math.round((Date.now() - startedAt) / 1000)
  }
}

function planDifferences (paths: CasePath[], runs: CaseRun[], calendar: WorkCalendar): PlanDifference[] {
  const scenarioOf = new Map(runs.map(({ caseNo, scenario }) => [caseNo, scenario]))
  return paths.flatMap((path) => compareWithPlan(path, scenarioOf.get(path.caseNo)!, calendar))
}

/** Also of instances that no job has registered: they belong to the case of their parent. */
async function caseOfInstances ({ database, epoch, observer }: Stage): Promise<Map<string, string>> {
  const known = new Map((await casesOfInstances(database, epoch)).map(({ instanceKey, caseNo }) => [instanceKey, caseNo]))
  const find = (key: string): string | undefined => {
    const parent = observer.instances.get(key)?.parentKey
    return known.get(key) ?? (parent == null ? undefined : find(parent))
  }
  return new Map([...observer.instances.keys()].flatMap((key): [string, string][] => {
    const caseNo = find(key)
    return caseNo === undefined ? [] : [[key, caseNo]]
  }))
}

async function pathsOf ({ database, epoch, observer }: Stage, runs: CaseRun[], caseOf: ReadonlyMap<string, string>): Promise<CasePath[]> {
  const caseNos = runs.map(({ caseNo }) => caseNo)
  const open = await withViews(database, epoch, await openTasksOf(database, epoch, runs.filter(({ endedAt }) => endedAt === null).map(({ caseNo }) => caseNo)))
  const calendar = await loadCalendar(database)
  const dates = new Map((await caseDatesOf(database, caseNos)).map((date) => [date.caseNo, date]))
  const permits = await permitDatesOf(database, caseNos)
  return runs.map(({ caseNo, scenario, endedAt }) => {
    const { submittedAt, closedAt } = dates.get(caseNo)!
    return {
      caseNo,
      industry: scenario.industry.id,
      number: scenario.number,
      scenario: describeScenario(scenario),
      answers: scenario.application.answers,
      permits: permits.filter((permit) => permit.caseNo === caseNo),
      submittedAt,
      endedAt,
      workdays: closedAt === null ? null : workdaysBetween(calendar, civilDateOf(submittedAt), civilDateOf(closedAt)),
      standsAt: endedAt !== null
        ? []
        : [
            ...openElements([...observer.instances].filter(([key]) => caseOf.get(key) === caseNo).map(([, instance]) => instance)),
            ...open.filter((task) => task.caseNo === caseNo).flatMap(refusalInWords)
          ]
    }
  })
}

/** Why a task that is tried again and again always comes back. */
function refusalInWords ({ elementId, view }: SimulatedTask): string[] {
  const refusal = (view.taskView as { refusal?: string | null } | undefined)?.refusal
  return refusal == null ? [] : [`${elementId} 被退回：${refusal}`]
}

/** What is open inside each instance; of what contains others only the innermost tells something. */
function openElements (instances: SeenInstance[]): string[] {
  return instances.flatMap(({ processId, open }) => [...new Set(open.values())].filter((id) => id !== processId).map((id) => `${processId}/${id}`))
}

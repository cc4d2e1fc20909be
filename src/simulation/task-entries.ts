import type { SimulatedTask } from '../database/simulated-cases.js'

interface VerdictRow { kind: string, id: string, result: string | null, reason?: string | null, howToMend?: string | null }
interface FindingRow { permitName: string, result: string | null, facts: string, requirement: string }
interface Option { value: string }
type Entry = Record<string, unknown>

const reasons = '模拟办理：经审查，依据充分'

interface Sight {
  task: SimulatedTask
  step: string | undefined
  options: Option[]
  /** Names of the permits that the visit's twist is about. */
  troubled: string[]
}

/** How each task of the shared models is filled in; `step` is the word of the scenario, `first` or none what is usual. */
const entries: Record<string, (sight: Sight) => Entry> = {
  'pre-review': (sight) => {
    const verdicts = judged(sight)
    const verdict = wordOf(sight) ?? 'complete'
    if (verdict === 'non-acceptance' || verdict === 'not-required') return { verdict, reasons, verdicts: [] }
    return { verdict: isDeficient(verdicts) ? 'deficient' : verdict, reasons, verdicts }
  },
  'decide-on-the-spot': (sight) => {
    const verdicts = judged(sight)
    return { decision: isDeficient(verdicts) ? 'deficient' : wordOf(sight) ?? sight.options[0]?.value, reasons, verdicts }
  },
  'confirm-non-acceptance': (sight) => ({ confirmation: wordOf(sight) ?? 'confirmed', reasons }),
  review: (sight) => ({ opinion: wordOf(sight) ?? sight.options[0]?.value, reasons }),
  decide: (sight) => ({ decision: wordOf(sight) ?? sight.options[0]?.value, reasons }),
  'hand-over': () => ({ receivedBy: '赵模拟', identityChecked: true }),
  'confirm-visit': ({ task: { view: { startsAt, durationMinutes, team, leader } } }) => ({ startsAt, durationMinutes, team, leader }),
  inspect: (sight) => visitStep(sight) === 'not-possible'
    ? { attendance: 'not-possible', findings: [], applicantOpinion: '停电，无法核查' }
    : { attendance: 'held', findings: found(sight), applicantOpinion: '无异议' },
  recheck: (sight) => ({ findings: rowsOf<FindingRow>(sight.task, 'findings').map((row) => ({ ...row, ...findingOf(visitStep(sight)) })) }),
  'post-check': ({ step = 'met' }) => ({ result: step, facts: step === 'met' ? '' : '与承诺不符' }),
  'post-check-recheck': ({ step = 'met' }) => ({ result: step, facts: step === 'met' ? '' : '仍未改正' })
}

/** What is entered; undefined for a task that only its form describes. */
export function usualEntry (task: SimulatedTask, step: string | undefined, troubled: string[]): Entry | undefined {
  const options = (task.view.taskView as { options?: Option[] } | undefined)?.options ?? []
  return entries[task.elementId]?.({ task, step, options, troubled })
}

function wordOf ({ step }: Sight): string | undefined {
  return step === 'first' ? undefined : step
}

/** Everything judged in order, but what is missing; with the word `deficient` the first thing is found wanting. */
function judged (sight: Sight): VerdictRow[] {
  const rows = rowsOf<VerdictRow>(sight.task, 'verdicts').map((row) => ({ ...row, result: row.result ?? 'ok' }))
  if (sight.step !== 'deficient' || isDeficient(rows)) return rows
  const deficient = { result: 'deficient', reason: '内容不完整', howToMend: '请补充完整' }
  const [first, ...others] = rows
  if (first !== undefined) return [{ ...first, ...deficient }, ...others]
  const [field] = (sight.task.view.taskView as { fields: Option[] }).fields
  return [{ kind: 'field', id: field!.value, ...deficient }]
}

function isDeficient (rows: VerdictRow[]): boolean {
  return rows.some(({ result }) => result === 'deficient')
}

function found (sight: Sight): FindingRow[] {
  const rows = rowsOf<FindingRow>(sight.task, 'findings')
  const troubled = rows.find((row) => isTroubled(sight, row))
  return rows.map((row) => ({ ...row, ...findingOf(row === troubled ? visitStep(sight) : 'passed') }))
}

/** A case may have several visits: the word is for the one in which the twist's permit takes part. */
function visitStep (sight: Sight): string {
  return rowsOf<FindingRow>(sight.task, 'findings').some((row) => isTroubled(sight, row)) ? wordOf(sight) ?? 'passed' : 'passed'
}

function isTroubled ({ troubled }: Sight, { permitName }: FindingRow): boolean {
  return troubled.includes(permitName)
}

function findingOf (result: string): Partial<FindingRow> {
  return result === 'passed' ? { result } : { result, facts: '未达到要求', requirement: '按标准整改' }
}

function rowsOf<Row> ({ view }: SimulatedTask, key: string): Row[] {
  return (view[key] ?? []) as Row[]
}

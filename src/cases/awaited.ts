import type { PublishedIndustry } from '../catalogue/types.js'
import type { OpenTaskOfCase, VisitOfCase } from '../database/case-overview.js'
import type { DeficiencyItemRow } from '../database/deficiencies.js'
import type { NoticeRow } from '../database/notices.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { organName } from '../domain/organs.js'

/** What a permit waits for and from whom; `dueAt` is null where no date is set. */
export interface Awaited { who: 'applicant' | 'department' | 'platform', name: string, what: string, dueAt: Date | null }

export interface CaseProgress {
  industry: PublishedIndustry
  notice: NoticeRow | undefined
  items: DeficiencyItemRow[]
  visits: VisitOfCase[]
  tasks: OpenTaskOfCase[]
  nameOfElement (processId: string, elementId: string): string
}

const applicant = { who: 'applicant', name: '申请人' } as const
const platform = { who: 'platform', name: '平台' } as const

/** Who has to do something next for this permit; null when it has ended. */
export function awaitedFor (subCase: SubCaseRow, progress: CaseProgress): Awaited | null {
  if (subCase.ended_at !== null) return null
  return awaitedSupplement(subCase, progress) ?? awaitedVisit(subCase, progress) ?? awaitedTask(subCase, progress) ?? awaitedFinalReview(subCase) ??
    awaitedResult(subCase, progress) ??
    (subCase.received_at === null ? { ...platform, what: '登记收件', dueAt: null } : { ...platform, what: '处理中', dueAt: null })
}

function awaitedSupplement (subCase: SubCaseRow, { notice, items }: CaseProgress): Awaited | undefined {
  const told = items.some((item) => item.sub_case_no === subCase.sub_case_no && (item.state === 'told' || item.state === 'answered'))
  return notice?.state === 'open' && told ? { ...applicant, what: '补正材料', dueAt: notice.due_at } : undefined
}

function awaitedFinalReview (subCase: SubCaseRow): Awaited | undefined {
  return subCase.state === 'preparing' ? { ...applicant, what: '筹建完成后申请终审', dueAt: null } : undefined
}

/** Another permit of the same case whose result must be there first. */
function awaitedResult (subCase: SubCaseRow, { industry }: CaseProgress): Awaited | undefined {
  const own = industry.permits.find(({ id }) => id === subCase.permit)
  const awaited = subCase.state === 'pending' ? own?.depends_on.filter(({ kind }) => kind === 'hard').map(({ permit }) => permit) ?? [] : subCase.awaited_permits
  const isWaiting = (subCase.state === 'pending' && subCase.received_at === null && awaited.length > 0) || subCase.state === 'awaiting-result'
  const names = industry.permits.filter(({ id }) => awaited.includes(id)).map(({ name }) => name)
  return isWaiting ? { ...platform, what: `等待${names.join('、')}的结果`, dueAt: null } : undefined
}

function awaitedVisit (subCase: SubCaseRow, progress: CaseProgress): Awaited | undefined {
  const visit = progress.visits.find(({ openSubCaseNos }) => openSubCaseNos.includes(subCase.sub_case_no))
  if (visit === undefined) return undefined
  if (visit.state === 'rectifying' && visit.reportedAt === null) return { ...applicant, what: '整改并报告', dueAt: visit.rectificationDueAt }
  const task = progress.tasks.find(({ visitNo }) => visitNo === visit.visitNo)
  return task === undefined ? undefined : awaitedOf(task, progress)
}

function awaitedTask (subCase: SubCaseRow, progress: CaseProgress): Awaited | undefined {
  const task = progress.tasks.find(({ subCaseNo }) => subCaseNo === subCase.sub_case_no)
  return task === undefined ? undefined : awaitedOf(task, progress)
}

function awaitedOf (task: OpenTaskOfCase, { industry, nameOfElement }: CaseProgress): Awaited {
  const names = task.candidateGroups.map((group) => groupOrgan(industry, group))
  return { who: 'department', name: [...new Set(names)].join('、'), what: nameOfElement(task.processId, task.elementId), dueAt: task.dueAt }
}

/** The organ of a candidate group `<department>.<role>@<region>`; a group of another form is told as it is. */
function groupOrgan (industry: PublishedIndustry, group: string): string {
  const [, department, region] = /^([^.]+)\.[^@]+@(.+)$/.exec(group) ?? []
  const isKnown = industry.departments.some(({ id }) => id === department) && industry.regions.some(({ code }) => code === region)
  return isKnown ? organName(industry, department!, region!) : group
}

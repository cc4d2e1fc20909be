import type { Knex } from 'knex'
import { agentOfCase } from '../../database/applications.js'
import { originalsSeenOf } from '../../database/case-materials.js'
import { caseStateNames, materialStateNames } from '../../domain/state-names.js'
import { civilDateOf, isoAtCivilZone, type CivilDate } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { banOn } from '../application-ban.js'
import { checkSightOf, loadPermitContext, type PermitContext } from '../permit-context.js'
import { earlierOpinions } from './earlier-opinions.js'
import { fieldOptions, formFacts, reasonOptions } from './form-facts.js'
import { optionsFor } from './options.js'
import { prefilledVerdicts } from './prefilled-verdicts.js'
import { supplementChanges } from './supplement-changes.js'
import { taskDeadline } from './task-deadline.js'
import type { LabelledValue, TaskData, TaskView } from './task-view.js'

const judgingTasks: ReadonlySet<string> = new Set(['pre-review', 'decide-on-the-spot'])

/** View and prefilled form of a task about one permit. */
export async function permitTaskData (context: WorkerContext, subCaseNo: string, refusal: string | null): Promise<TaskData> {
  const { tx, job } = context
  const permitContext = await loadPermitContext(tx, subCaseNo)
  const taskView = await permitTaskView(tx, permitContext, job.elementId, { refusal, publicUrl: context.publicUrl, today: civilDateOf(context.clock.now()) })
  if (!judgingTasks.has(job.elementId)) return { taskView }
  return { taskView, verdicts: prefilledVerdicts(permitContext, await checkSightOf(tx, permitContext)) }
}

async function permitTaskView (
  tx: Knex, permitContext: PermitContext, elementId: string, about: { refusal: string | null, publicUrl: string, today: CivilDate }
): Promise<TaskView> {
  const { caseFile, subCase, permit, materials } = permitContext
  const deadline = await taskDeadline(tx, permitContext, elementId)
  const agent = await agentOfCase(tx, caseFile.case_no)
  const originals = await originalsSeenOf(tx, caseFile.case_no)
  return {
    caseNo: caseFile.case_no,
    subCaseNo: subCase.sub_case_no,
    permitName: permit.name,
    applicant: caseFile.holder_name,
    premises: caseFile.premises_address,
    receivedAt: subCase.received_at === null ? null : isoAtCivilZone(subCase.received_at),
    dueAt: deadline.dueAt === null ? null : isoAtCivilZone(deadline.dueAt),
    deadlineText: deadline.text,
    options: await optionsFor(tx, elementId, permitContext),
    facts: [
      { label: '办件状态', value: caseStateNames[caseFile.state] },
      { label: '办理方式', value: subCase.is_commitment ? '告知承诺' : permit.kind === '备案' ? '备案' : '一般程序' },
      { label: '渠道', value: caseFile.channel === 'online' ? '网上申报' : agent === null ? '窗口申报' : `窗口申报（代办人${agent}，授权委托书已核对）` },
      ...formFacts(permitContext)
    ],
    materials: materials.map(({ id, name, state, version }) => ({
      id,
      name,
      state: `${materialStateNames[state]}${originalWords(originals.get(id))}`,
      link: version === 0 ? null : `${about.publicUrl}/api/v1/cases/${caseFile.case_no}/materials/${id}/versions/${version}`
    })),
    fields: judgingTasks.has(elementId) ? fieldOptions(permitContext) : [],
    reasons: judgingTasks.has(elementId) ? reasonOptions(permitContext) : [],
    earlier: [...await banNotice(tx, permitContext), ...await earlierOpinions(tx, permitContext, about.today), ...judgingTasks.has(elementId) ? await supplementChanges(tx, permitContext, about.publicUrl) : []],
    refusal: about.refusal
  }
}

/** What the window saw (原件已核验): by whom and when. */
function originalWords (seen: { by: string, at: Date } | undefined): string {
  return seen === undefined ? '' : `，原件已核验（${seen.by}，${civilDateOf(seen.at)}）`
}

/** A ground for 不予受理 that the department must weigh (行政许可法第七十九条). */
async function banNotice (tx: Knex, permitContext: PermitContext): Promise<LabelledValue[]> {
  const ban = await banOn(tx, permitContext)
  return ban === undefined ? [] : [{ label: '不得再次申请', value: `该主体曾以欺骗等不正当手段取得本事项（${ban.document_no}），至 ${ban.ends_on} 不得再次申请（行政许可法第七十九条）` }]
}

import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { setToleranceDeadline, toleratedBy, toleratedMaterialsOf, type ToleratedMaterialRow } from '../database/tolerated-materials.js'
import { issueDocument } from '../documents/issue-document.js'
import { materialName } from '../domain/subject-names.js'
import { civilDateOf, type CivilDate } from '../domain/time.js'
import { isOutstanding, toleranceDeadline, type OutstandingMaterial, type ToleranceBounds } from '../domain/tolerance.js'
import { onWorkday } from '../domain/working-days.js'
import { earlierOf } from '../domain/civil-days.js'
import type { DueDates } from './clock.js'
import { onceKey } from './decision-documents.js'
import { windowDocument } from './notice-documents.js'
import type { PermitContext } from './permit-context.js'
import { showInTasks } from './show-in-tasks.js'
import type { LabelledValue } from './task-view/task-view.js'

/** Until when a tolerated material may be handed in, as it stands; null before the acceptance. */
export function toleranceDueOn ({ due_on: dueOn, extended_due_on: extendedDueOn }: Pick<ToleratedMaterialRow, 'due_on' | 'extended_due_on'>): CivilDate | null {
  return extendedDueOn ?? dueOn
}

/** Whether a permit waits for it. What came before the acceptance has no deadline and was judged with everything else: nothing follows any more. */
export function isAwaited ({ state, due_on: dueOn, accepted_at: acceptedAt }: ToleratedMaterialRow): boolean {
  return isOutstanding(state) && (dueOn !== null || acceptedAt === null)
}

/** What a permit was accepted without and that is not there yet. */
export async function outstandingMaterials (tx: Knex, { subCase, industry }: Pick<PermitContext, 'subCase' | 'industry'>): Promise<OutstandingMaterial[]> {
  return (await toleratedBy(tx, subCase.sub_case_no)).filter(isAwaited).map((row) => ({ name: materialName(industry, row.material_id), dueOn: toleranceDueOn(row) }))
}

/** What the time for handing in is bounded by: the earlier of the permit's two dates. */
export async function toleranceBounds (tx: Knex, { industry }: Pick<PermitContext, 'industry'>, { promisedDueOn, statutoryDueOn }: DueDates): Promise<ToleranceBounds> {
  return {
    dueOn: earlierOf(promisedDueOn, statutoryDueOn),
    decisionReserve: industry.defaults['decision-reserve']!,
    calendar: await loadCalendar(tx)
  }
}

/**
 * 容缺受理承诺书: with the acceptance the applicant is told once what is to follow and until when (河南省优化营商环境条例第三十五条). Nothing is written where
 * everything has come in meanwhile.
 */
export async function issueToleranceLetter (tx: Knex.Transaction, context: PermitContext, due: DueDates, acceptedAt: Date): Promise<void> {
  const { caseFile, subCase, industry, permit } = context
  const rows = (await toleratedBy(tx, subCase.sub_case_no)).filter(({ state, due_on: dueOn }) => isOutstanding(state) && dueOn === null)
  if (rows.length === 0) return
  const bounds = await toleranceBounds(tx, context, due)
  const acceptedOn = onWorkday(bounds.calendar, civilDateOf(acceptedAt))
  const deadlines = rows.map((row) => toleranceDeadline(acceptedOn, row.workdays, bounds))
  for (const [index, row] of rows.entries()) await setToleranceDeadline(tx, row, deadlines[index]!)
  const { sub_case_no: subCaseNo } = subCase
  await issueDocument(tx, {
    ...windowDocument(caseFile),
    kind: 'tolerance-letter',
    subCaseNos: [subCaseNo],
    purposeKey: onceKey('tolerance-letter', subCase),
    issuedAt: acceptedAt,
    data: {
      missing: rows.map(({ material_id: id }, index) => ({ permit: permit.name, material: materialName(industry, id), reason: '次要材料，申请时尚缺', due: deadlines[index]! })),
      signed_at: rows[0]!.signed_at
    }
  })
}

/** The open tasks of a case's permits show how it stands with their tolerated materials today. */
export async function showTolerated (tx: Knex, caseNo: string, industry: PublishedIndustry, today: CivilDate): Promise<void> {
  const rows = await toleratedMaterialsOf(tx, caseNo)
  for (const subCaseNo of new Set(rows.map((row) => row.sub_case_no))) {
    await showInTasks(tx, { case_no: caseNo, sub_case_no: subCaseNo }, [toleratedLine(industry, rows.filter((row) => row.sub_case_no === subCaseNo), today)])
  }
}

/** What a task shows of a permit's tolerated materials; after the deadline the words with which a refusal could be reasoned (the department decides). */
export function toleratedLine (industry: PublishedIndustry, rows: readonly ToleratedMaterialRow[], today: CivilDate): LabelledValue {
  return { label: '容缺材料', value: rows.map((row) => `“${materialName(industry, row.material_id)}”${whereItStands(row, today)}`).join('；') }
}

function whereItStands (row: ToleratedMaterialRow, today: CivilDate): string {
  const dueOn = toleranceDueOn(row)
  if (!isAwaited(row)) return '已补交'
  if (dueOn === null) return '待补交，受理时确定期限'
  return today <= dueOn ? `待补交，期限 ${dueOn}` : `期限 ${dueOn} 已过，未补交；可在办理期限内依法作出决定，拟不予的理由可写：申请人未在容缺受理承诺的期限内补交该材料`
}

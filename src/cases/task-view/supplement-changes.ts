import type { Knex } from 'knex'
import { formAsOf } from '../../database/case-forms.js'
import { deficiencyItemsOf } from '../../database/deficiencies.js'
import { noticeOf } from '../../database/notices.js'
import type { PermitContext } from '../permit-context.js'
import { fieldText, isPersonal, permitFields } from './form-facts.js'
import type { LabelledValue } from './task-view.js'

/**
 * 补正前后对照: what the applicant has mended of what this permit asked for, before and after, so that the reviewer sees the difference and not only
 * the result. Earlier versions of a material stay where they were; personal numbers are not shown.
 */
export async function supplementChanges (tx: Knex, context: PermitContext, publicUrl: string): Promise<LabelledValue[]> {
  const { subCase, caseFile, materials } = context
  const answered = await deficiencyItemsOf(tx, { subCaseNo: subCase.sub_case_no }, ['answered'])
  const lines: LabelledValue[] = []
  for (const { subject_kind: kind, subject_id: id, notice_no: noticeNo, reason } of answered) {
    if (kind === 'material') {
      const { name, version } = materials.find((material) => material.id === id) ?? { name: id, version: 0 }
      const former = version > 1 ? `原件：${publicUrl}/api/v1/cases/${caseFile.case_no}/materials/${id}/versions/${version - 1}` : '原来没有提交'
      lines.push({ label: `已补正：${name}`, value: `原来的问题：${reason}。现为第 ${version} 版；${former}` })
      continue
    }
    const field = permitFields(context).find((one) => one.id === id)
    if (field === undefined) continue
    const { issued_at: issuedAt } = await noticeOf(tx, noticeNo!)
    const former = await formAsOf(tx, caseFile.case_no, issuedAt!)
    const change = isPersonal(field) ? '已更正' : `原为“${fieldText(former[id], field)}”，现为“${fieldText(caseFile.form[id], field)}”`
    lines.push({ label: `已补正：${field.label}`, value: `原来的问题：${reason}。${change}` })
  }
  return lines
}

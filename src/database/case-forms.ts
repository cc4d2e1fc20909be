import type { Knex } from 'knex'
import type { CaseRow } from './cases.js'

/**
 * The form's next version, earlier ones kept. Name and address on documents follow it; the code and place that the case was opened
 * under stay, for they say which applications are the same.
 */
export async function saveSupplementedForm (
  tx: Knex, caseFile: CaseRow, change: { form: Record<string, unknown>, changedFields: string[], accountId: number, now: Date }
): Promise<void> {
  const version = caseFile.form_version + 1
  await tx('case_file').where({ case_no: caseFile.case_no }).update({
    form: JSON.stringify(change.form),
    form_version: version,
    holder_name: String(change.form.entity_name ?? caseFile.holder_name),
    premises_address: String(change.form.premises_address ?? caseFile.premises_address),
    electronic_delivery: change.form.delivery_method === '电子送达'
  })
  await tx('case_form_version').insert({
    case_no: caseFile.case_no,
    version,
    form: JSON.stringify(change.form),
    changed_fields: JSON.stringify(change.changedFields),
    account_id: change.accountId,
    created_at: change.now
  })
}

/** The form as it stood at an instant; empty when there was none. */
export async function formAsOf (tx: Knex, caseNo: string, at: Date): Promise<Record<string, unknown>> {
  const row = await tx('case_form_version').where({ case_no: caseNo }).where('created_at', '<=', at).orderBy('version', 'desc')
    .first<{ form: Record<string, unknown> } | undefined>('form')
  return row?.form ?? {}
}

export interface FormVersionRow { version: number, form: Record<string, unknown>, changedFields: string[], createdAt: Date }

/** Every version of the form, the first one in front. */
export async function formVersionsOf (tx: Knex, caseNo: string): Promise<FormVersionRow[]> {
  return await tx('case_form_version').where({ case_no: caseNo }).orderBy('version')
    .select('version', 'form', 'changed_fields as changedFields', 'created_at as createdAt')
}

import type { Knex } from 'knex'
import type { MaterialState } from '../domain/lifecycle.js'
import type { CaseRow } from './cases.js'
import type { SubCaseRow } from './sub-cases.js'

export type NewCase = Omit<CaseRow, 'form_version' | 'state' | 'process_instance_key' | 'epoch' | 'received_at' | 'closed_at'> & { application_id: string }

/** The case with its form's first version. */
export async function insertCase (tx: Knex, { answers, form, ...row }: NewCase): Promise<void> {
  await tx('case_file').insert({ ...row, answers: JSON.stringify(answers), form: JSON.stringify(form) })
  await tx('case_form_version').insert({
    case_no: row.case_no, version: 1, form: JSON.stringify(form), account_id: row.account_id, created_at: row.submitted_at
  })
}

export type NewSubCase = Pick<SubCaseRow, 'sub_case_no' | 'case_no' | 'permit' | 'ordinal' | 'department' | 'region' | 'is_commitment' |
  'is_instant' | 'needs_visit' | 'stage' | 'holder_usci' | 'premises_key'>

/** Fails on `sub_case_one_in_progress` when one of the permits is already being applied for. */
export async function insertSubCases (tx: Knex, subCases: NewSubCase[]): Promise<void> {
  await tx('sub_case').insert(subCases)
}

/** Materials of the case of which nothing is there yet. */
export async function insertCaseMaterials (tx: Knex, caseNo: string, materials: { materialId: string, state: MaterialState }[]): Promise<void> {
  if (materials.length === 0) return
  await tx('case_material').insert(materials.map(({ materialId, state }) => ({ case_no: caseNo, material_id: materialId, state })))
}

export interface PermitInUse {
  permit: string
  how: 'held' | 'applied-for'
  /** The account whose case it is; null for certificates from elsewhere. */
  accountId: number | null
  caseNo: string | null
  certificateNo: string | null
}

/**
 * Which of these permits a holder has at the premises or is applying for: a valid certificate, a sub-case without outcome, or one that was
 * granted and whose certificate is still being made.
 */
export async function permitsInUse (tx: Knex, permits: string[], holderUsci: string, premisesKey: string): Promise<PermitInUse[]> {
  const place = { holder_usci: holderUsci, premises_key: premisesKey }
  const held = await tx('certificate').whereIn('certificate.permit', permits)
    .where({ 'certificate.holder_usci': holderUsci, 'certificate.premises_key': premisesKey })
    .whereIn('certificate.state', ['valid', 'suspended'])
    .leftJoin('sub_case', 'sub_case.sub_case_no', 'certificate.sub_case_no')
    .leftJoin('case_file', 'case_file.case_no', 'sub_case.case_no')
    .select<Omit<PermitInUse, 'how'>[]>({
      permit: 'certificate.permit', accountId: 'case_file.account_id', caseNo: 'case_file.case_no', certificateNo: 'certificate.certificate_no'
    })
  const applied = await tx('sub_case').join('case_file', 'case_file.case_no', 'sub_case.case_no')
    .whereIn('sub_case.permit', permits).where({ 'sub_case.holder_usci': place.holder_usci, 'sub_case.premises_key': place.premises_key })
    .where((undecided) => undecided.whereNull('sub_case.outcome').orWhere((granted) => granted
      .whereIn('sub_case.outcome', ['granted', 'filed'])
      .whereNotExists(tx('certificate').whereRaw('certificate.sub_case_no = sub_case.sub_case_no'))))
    .select<Omit<PermitInUse, 'how' | 'certificateNo'>[]>({ permit: 'sub_case.permit', accountId: 'case_file.account_id', caseNo: 'case_file.case_no' })
  return [
    ...held.map((row): PermitInUse => ({ ...row, how: 'held' })),
    ...applied.map((row): PermitInUse => ({ ...row, how: 'applied-for', certificateNo: null }))
  ]
}

export interface Submission { caseNo: string, receiptCode: string, documentNo: string }

/** What the submission of an application answered, for the same answer again. */
export async function submissionOf (tx: Knex, applicationId: string): Promise<Submission> {
  const row = await tx('case_file').join('document', 'document.case_no', 'case_file.case_no')
    .where({ 'case_file.application_id': applicationId, 'document.kind': 'receipt' })
    .first<Submission | undefined>({ caseNo: 'case_file.case_no', receiptCode: 'case_file.receipt_code', documentNo: 'document.document_no' })
  if (row === undefined) throw new Error(`application ${applicationId} was submitted without case or receipt`)
  return row
}

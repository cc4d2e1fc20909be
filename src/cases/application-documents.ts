import type { Knex } from 'knex'
import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import type { DocumentData } from '../documents/kinds.js'
import { issueDocument } from '../documents/issue-document.js'
import { evaluateCondition, isMissing, type Facts } from '../domain/conditions.js'
import { displayOf } from '../domain/department-forms.js'
import { labelOf } from '../domain/form-components.js'
import { materialsFor } from '../domain/materials.js'
import { unifiedFields } from '../domain/unified-form.js'

export interface SubmittedPermit {
  caseNo: string
  subCaseNo: string
  industry: PublishedIndustry
  permit: Permit
  region: string
  isCommitment: boolean
  facts: Facts
  submittedAt: Date
}

/**
 * What the applicant signs by submitting, permit by permit: the department's own application form, made from the one form, and the letter of
 * commitment. Numbers are taken in one order everywhere (kind, organ), so that two submissions never wait for each other in a circle.
 */
export async function issueApplicationDocuments (tx: Knex.Transaction, submitted: SubmittedPermit[]): Promise<void> {
  const byOrgan = submitted.toSorted((a, b) => organKey(a) < organKey(b) ? -1 : 1)
  for (const one of byOrgan) {
    await issueDocument(tx, { ...commonOf(one), kind: 'application-form', purposeKey: `application-form:${one.subCaseNo}`, data: formData(one) })
  }
  for (const one of byOrgan.filter(({ isCommitment }) => isCommitment)) {
    await issueDocument(tx, { ...commonOf(one), kind: 'commitment-letter', purposeKey: `commitment-letter:${one.subCaseNo}`, data: commitmentData(one) })
  }
}

function organKey ({ permit, region, subCaseNo }: SubmittedPermit): string {
  return `${permit.department.id}@${region} ${subCaseNo}`
}

function commonOf ({ caseNo, subCaseNo, permit, region, submittedAt }: SubmittedPermit) {
  return { caseNo, subCaseNo, department: permit.department.id, region, issuedAt: submittedAt }
}

function formData ({ industry, permit, facts, submittedAt }: SubmittedPermit): DocumentData['application-form'] {
  const answers = unifiedFields(industry, [permit.id], facts)
    .filter(({ field, perPermit }) => !perPermit && !isMissing(facts[field.id]) && evaluateCondition(field.applies_when, facts))
    .map(({ field, group }) => ({ group: group ?? permit.name, label: labelOf(field), value: displayOf(industry, field, facts[field.id]) }))
  return { form_name: `${permit.name}申请表`, answers, submitted_at: submittedAt.toISOString() }
}

function commitmentData ({ industry, permit, facts, submittedAt }: SubmittedPermit): DocumentData['commitment-letter'] {
  const replaced = materialsFor(industry, [permit.id], facts, [permit.id]).filter(({ committedFor }) => committedFor.includes(permit.id))
  const check = permit.commitment.post_check
  return {
    told: permit.conditions,
    legal_basis: permit.legal_basis.map(({ law, article }) => article === null ? law : `${law}${article}`).join('；'),
    ...(replaced.length === 0 ? {} : { promised_items: replaced.map(({ name }) => name) }),
    ...(check?.required === true ? { post_check: `自决定之日起${check.within.n}${check.within.unit}内核查` } : {}),
    signed_at: submittedAt.toISOString()
  }
}

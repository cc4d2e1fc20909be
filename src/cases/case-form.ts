import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { formVersionsOf, type FormVersionRow } from '../database/case-forms.js'
import type { CaseRow } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { groupsBy } from '../domain/groups-by.js'
import { unifiedFields, type UnifiedField } from '../domain/unified-form.js'
import { permitOf } from './permit-context.js'
import { fieldText, isPersonal } from './task-view/form-facts.js'

/**
 * 一张表: what the applicant stated, under the headings of the form, and what each supplement changed, before and after. Personal numbers stay in the database:
 * of them it is only said that they were changed.
 */
export async function caseForm (tx: Knex, { case_no: caseNo, release_id: releaseId, answers, form }: CaseRow) {
  const industry = await releaseOf(tx, releaseId)
  const permits = (await subCasesOf(tx, caseNo)).map(({ permit }) => permit)
  const fields = unifiedFields(industry, permits, { ...answers, ...form }).filter(({ perPermit }) => !perPermit)
  const versions = await formVersionsOf(tx, caseNo)
  return {
    sections: sectionsOf(industry, fields, form),
    changes: versions.slice(1).map((version, index) => ({ version: version.version, at: version.createdAt, fields: changesOf(industry, fields, versions[index]!, version) }))
  }
}

function sectionsOf (industry: PublishedIndustry, fields: UnifiedField[], form: Record<string, unknown>) {
  const stated = fields.map(({ field, group, usedBy }) => ({
    title: group ?? permitOf(industry, usedBy[0]!).name, id: field.id, label: field.label, value: isPersonal(field) ? '' : textOf(industry, field, form[field.id]), permits: usedBy
  })).filter(({ value }) => value !== '')
  return [...groupsBy(stated, ({ title }) => title)].map(([title, own]) => ({ title, fields: own.map(({ title: _, ...field }) => field) }))
}

function changesOf (industry: PublishedIndustry, fields: UnifiedField[], before: FormVersionRow, after: FormVersionRow) {
  return fields.filter(({ field }) => after.changedFields.includes(field.id)).map(({ field, usedBy }) => {
    const isHidden = isPersonal(field)
    const text = (form: Record<string, unknown>): string => isHidden ? '' : textOf(industry, field, form[field.id])
    return { id: field.id, label: field.label, permits: usedBy, before: text(before.form), after: text(after.form), isHidden }
  })
}

function textOf ({ regions }: PublishedIndustry, field: UnifiedField['field'], value: unknown): string {
  const region = field.type === 'division-code' ? regions.find(({ code }) => code === value) : undefined
  return region?.name ?? fieldText(value, field)
}

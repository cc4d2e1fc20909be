import type { Field, Permit, PublishedIndustry } from '../catalogue/types.js'
import { isMissing, judgeCondition, type Facts } from './conditions.js'
import { labelOf } from './form-components.js'
import { materialsFor } from './materials.js'

/** A department's own application form, made from the one form: what it prints for one permit. */
export interface DepartmentForm { materialId: string, title: string, permitId: string, permitName: string, rows: { label: string, value: string }[] }

/**
 * The forms that the platform makes instead of having them uploaded (`generated` materials), one per material and permit that needs it, with
 * that permit's fields as filled in. Used for the PDF; empty fields are left out.
 */
export function departmentForms (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts, form: Facts, commitments: readonly string[]): DepartmentForm[] {
  const all = { ...facts, ...form }
  return materialsFor(industry, permitIds, all, commitments).filter((material) => material.isGenerated)
    .flatMap((material) => industry.permits.filter((permit) => material.usedBy.includes(permit.id)).map((permit) => ({
      materialId: material.materialId,
      title: material.name,
      permitId: permit.id,
      permitName: permit.name,
      rows: rowsOf(industry, permit, all, commitments.includes(permit.id))
    })))
}

function rowsOf (industry: PublishedIndustry, permit: Permit, all: Facts, isCommitment: boolean): { label: string, value: string }[] {
  const common = industry.common_fields.filter((field) => permit.fields.common.includes(field.id)).map((field): Field => ({ ...field, applies_when: null }))
  return [...common, ...permit.fields.individual].flatMap((field) => {
    const value = field.id === 'use_commitment' ? isCommitment : all[field.id]
    if (isMissing(value) || judgeCondition(field.applies_when, all) !== 'true') return []
    return [{ label: labelOf(field), value: displayOf(industry, field, value) }]
  })
}

/** A value as people read it: 是/否, options joined, the county's name instead of its code. */
export function displayOf (industry: Pick<PublishedIndustry, 'regions'>, field: Pick<Field, 'type'>, value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map(String).join('、')
  if (field.type === 'division-code') return industry.regions.find((region) => region.code === value)?.name ?? String(value)
  return String(value)
}

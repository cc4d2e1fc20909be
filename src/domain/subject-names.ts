import type { PublishedIndustry } from '../catalogue/types.js'

/** A material's name as published; its id when the release has none of that id. */
export function materialName (industry: PublishedIndustry, materialId: string): string {
  return industry.permits.flatMap(({ materials }) => materials).find(({ id }) => id === materialId)?.name ?? materialId
}

/** A field's label as published. */
export function fieldLabel (industry: PublishedIndustry, fieldId: string): string {
  const fields = [...industry.common_fields, ...industry.permits.flatMap(({ fields: { individual } }) => individual)]
  return fields.find(({ id }) => id === fieldId)?.label ?? fieldId
}

export function subjectName (industry: PublishedIndustry, kind: 'material' | 'field', id: string): string {
  return kind === 'material' ? materialName(industry, id) : fieldLabel(industry, id)
}

/** A permit's name as published; its id when the release has none of that id. */
export function permitName (industry: Pick<PublishedIndustry, 'permits'>, permitId: string): string {
  return industry.permits.find(({ id }) => id === permitId)?.name ?? permitId
}

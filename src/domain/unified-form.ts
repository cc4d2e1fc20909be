import type { CommonField, Condition, Field, FormComponent, Permit, PublishedIndustry } from '../catalogue/types.js'
import { isMissing, judgeCondition, type Facts } from './conditions.js'
import { componentOf } from './form-components.js'

/** A field of the merged form, with the permits that need it. */
export interface UnifiedField {
  field: Field
  /** Group of a common field; null for an individual field. */
  group: string | null
  usedBy: string[]
  /** Answered per permit (`use_commitment`): kept as the application's list of commitments, not in the form. */
  perPermit: boolean
}

export interface UnifiedForm {
  type: 'default'
  id: string
  schemaVersion: number
  components: FormComponent[]
}

/**
 * All fields of the chosen permits, each once: common ones first, individual ones in the order of the permits. A field whose condition the
 * facts already rule out is left out; one whose condition is already met loses it.
 */
export function unifiedFields (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts): UnifiedField[] {
  const permits = chosen(industry, permitIds)
  const common = industry.common_fields.map((field): UnifiedField => ({
    field: asField(field),
    group: field.group,
    usedBy: permits.filter((permit) => permit.fields.common.includes(field.id)).map((permit) => permit.id),
    perPermit: field.per_permit
  })).filter((one) => one.usedBy.length > 0)
  const fixed = factsOutside(permits, common, facts)
  return [...common, ...individualFields(permits).flatMap((one) => settled(one, fixed))]
}

/**
 * The merged form as a form-js schema: common fields in their groups, then each permit's own fields under its name, as drawn in the permit's
 * form; an individual field of several permits stands under the first. Conditions stay as FEEL; what a question has answered stands filled in
 * and can't be changed here.
 */
export function unifiedForm (industry: PublishedIndustry, permitIds: readonly string[], facts: Facts): UnifiedForm {
  const fields = unifiedFields(industry, permitIds, facts)
  const groups = [...new Set(fields.flatMap((one) => one.group ?? []))]
  const common = groups.map((group) => groupOf(`common_${groups.indexOf(group) + 1}`, group, fields.filter((one) => one.group === group)
    .map((one) => one.perPermit ? commitmentChecklist(industry, one) : answered(componentOf(one.field, industry.regions), facts))))
  const individual = chosen(industry, permitIds).flatMap((permit) => {
    const own = fields.filter((one) => one.group === null && one.usedBy[0] === permit.id)
    return own.length === 0 ? [] : [groupOf(`permit_${permit.id.replaceAll('-', '_')}`, permit.name, drawnComponents(permit.form_components, own, facts))]
  })
  return { type: 'default', id: `${industry.id}-unified-form`, schemaVersion: 16, components: [...common, ...individual] }
}

function chosen (industry: PublishedIndustry, permitIds: readonly string[]): Permit[] {
  return industry.permits.filter((permit) => permitIds.includes(permit.id))
}

function asField ({ source: _, per_permit: __, group: ___, ...field }: CommonField): Field {
  return { ...field, applies_when: null }
}

function individualFields (permits: Permit[]): UnifiedField[] {
  const byId = new Map<string, UnifiedField>()
  for (const permit of permits) {
    for (const field of permit.fields.individual) {
      const known = byId.get(field.id)
      byId.set(field.id, known === undefined ? { field, group: null, usedBy: [permit.id], perPermit: false } : shared(known, field, permit.id))
    }
  }
  return [...byId.values()]
}

/** One field of two permits: demanded when either demands it, shown when either shows it. */
function shared (known: UnifiedField, field: Field, permitId: string): UnifiedField {
  const condition: Condition | null = known.field.applies_when === null || field.applies_when === null
    ? null
    : { any: [known.field.applies_when, field.applies_when] }
  return { ...known, field: { ...known.field, required: known.field.required || field.required, applies_when: condition }, usedBy: [...known.usedBy, permitId] }
}

/** Facts that the form itself doesn't ask for: only they can settle a field's condition for good. */
function factsOutside (permits: Permit[], common: UnifiedField[], facts: Facts): Facts {
  const inForm = new Set([...common.map((one) => one.field.id), ...permits.flatMap((permit) => permit.fields.individual.map((field) => field.id))])
  return Object.fromEntries(Object.entries(facts).filter(([id]) => !inForm.has(id)))
}

function settled (one: UnifiedField, facts: Facts): UnifiedField[] {
  const judgement = judgeCondition(one.field.applies_when, facts)
  if (judgement === 'false') return []
  return judgement === 'true' ? [{ ...one, field: { ...one.field, applies_when: null } }] : [one]
}

function groupOf (id: string, label: string, components: FormComponent[]): FormComponent {
  return { type: 'group', id: `group_${id}`, label, showOutline: true, components }
}

/** Which of the permits are handled by commitment, asked for all permits in one place. */
function commitmentChecklist (industry: PublishedIndustry, { field, usedBy }: UnifiedField): FormComponent {
  const values = industry.permits.filter((permit) => usedBy.includes(permit.id)).map((permit) => ({ label: permit.name, value: permit.id }))
  return { type: 'checklist', key: field.id, id: `field_${field.id}`, label: field.label, values }
}

/** The drawn components of these fields, groups of the drawing kept, with what the merge changed about a field put in. */
function drawnComponents (components: FormComponent[], fields: UnifiedField[], facts: Facts): FormComponent[] {
  return components.flatMap((component) => {
    if (component.components !== undefined) {
      const inner = drawnComponents(component.components, fields, facts)
      return inner.length === 0 ? [] : [{ ...component, components: inner }]
    }
    if (component.key === undefined) return [component]
    const field = fields.find((one) => one.field.id === component.key)?.field
    return field === undefined ? [] : [answered(adapted(component, field), facts)]
  })
}

/** Only layout and help are the drawing's own; what is demanded of the value is the field's, conditions as the merge left them. */
function adapted (component: FormComponent, field: Field): FormComponent {
  const { conditional: _, validate: __, ...rest } = component
  const { validate, conditional, description } = componentOf(field, [])
  return { ...rest, ...(description === undefined ? {} : { description }), ...(validate === undefined ? {} : { validate }), ...(conditional === undefined ? {} : { conditional }) }
}

/** The form may not contradict an answer (see validateForm). */
function answered (component: FormComponent, facts: Facts): FormComponent {
  const answer = facts[component.key!]
  return isMissing(answer) ? component : { ...component, defaultValue: answer, readonly: true }
}

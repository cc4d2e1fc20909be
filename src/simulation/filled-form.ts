import type { Field, PublishedIndustry } from '../catalogue/types.js'
import type { Facts } from '../domain/conditions.js'
import { idNumberCheckCharacter, usciCheckCharacter } from '../domain/identifiers.js'
import { minimumOf } from '../domain/field-rules.js'
import { unifiedFields } from '../domain/unified-form.js'
import { countyOf } from './question-values.js'

/** Who applies: every case its own holder at premises of its own, so that no two are duplicates. */
export interface Holder { serial: number, deliveryMethod: string }

/** A form for these permits in which every field is filled in with something lawful; what was answered before keeps its answer. */
export function filledForm (industry: PublishedIndustry, permits: readonly string[], answers: Facts, holder: Holder): Record<string, unknown> {
  const fields = unifiedFields(industry, permits, answers).filter(({ perPermit }) => !perPermit).map(({ field }) => field)
  const own = ownValues(industry, holder)
  return Object.fromEntries(fields.map((field) => [field.id, answers[field.id] ?? own[field.id] ?? valueOf(industry, field)]))
}

function ownValues (industry: PublishedIndustry, { serial, deliveryMethod }: Holder): Record<string, unknown> {
  return {
    usci: usciOf(serial),
    entity_name: `开封市模拟第${serial}号商行`,
    legal_rep_name: '赵模拟',
    premises_division: countyOf(industry),
    premises_address: `河南省开封市龙亭区模拟街${serial}号`,
    delivery_method: deliveryMethod
  }
}

function usciOf (serial: number): string {
  const body = `91410202${String(serial).padStart(9, '0')}`
  return body + usciCheckCharacter(body)
}

const idNumberBody = '41020219850615001'

function valueOf (industry: PublishedIndustry, field: Field): unknown {
  if (field.check?.kind === 'id-number') return idNumberBody + idNumberCheckCharacter(idNumberBody)
  if (field.check?.kind === 'usci') return usciOf(0)
  switch (field.type) {
    case 'integer':
    case 'number': return Math.min(Math.max(minimumOf(field), 30), field.max ?? Infinity)
    case 'boolean': return false
    case 'enum': return field.enum?.[0]
    case 'multi-enum': return field.enum?.slice(0, 1)
    case 'date': return '2027-06-01'
    case 'phone': return '13800000001'
    case 'email': return 'simulation@example.com'
    case 'division-code': return countyOf(industry)
    default: return `模拟${field.label}`.slice(0, 60)
  }
}

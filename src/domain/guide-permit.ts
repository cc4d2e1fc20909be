import type { ChangeRules, CheckItem, Limit, Permit, PublishedIndustry, Queue, Renewal, SpecialProcedure, Stage } from '../catalogue/types.js'
import { conditionInWords } from './condition-words.js'
import type { Facts } from './conditions.js'
import { handlingOf, postCheckOf } from './handling.js'
import { limitsOf, type PermitLimits } from './limit-plan.js'
import { permitFacts, type PermitFacts } from './permit-facts.js'
import type { PermitApplicability } from './permit-choice.js'

/** Everything that is told once about one permit. */
export interface GuidePermit extends PermitFacts {
  id: string
  name: string
  kind: Permit['kind']
  certificate: string
  department: { id: string, name: string }
  level: Permit['level']
  /** required: to be applied for, held or handled elsewhere; optional: the applicant's choice. */
  choice: 'required' | 'optional'
  /** In which situation it is needed, in words; null: always. */
  appliesWhen: string | null
  inclusionNote: string | null
  /** Permits whose result it waits for (hard), or that are best handled with it (soft). `stage`: before that stage only. */
  dependsOn: { id: string, name: string, kind: 'hard' | 'soft', stage: string | null, note: string }[]
  /** Already held, or handled elsewhere, by the applicant's own answer. */
  settledElsewhere: 'held' | 'elsewhere' | null
  isInstant: boolean
  commitment: { allowed: boolean, chosen: boolean, basis: string | null, note: string, postCheckWithin: Limit | null }
  inspection: { beforeDecision: boolean, within: Limit | null, minInspectors: number, note: string | null, checkItems: CheckItem[] }
  legalBasis: Permit['legal_basis']
  /** Acceptance standards. */
  conditions: string[]
  /** `stages`: a permit decided in several steps, each with a clock of its own. */
  limits: PermitLimits & { starts: 'accepted' | 'received', extension: Limit | null, delivery: Limit, stages: Stage[] }
  specialProcedures: SpecialProcedure[]
  queue: Queue | null
  validity: string
  renewal: Renewal | null
  changeRules: ChangeRules
  changeBasis: string
  fees: string
  notes: string[]
  /** Some of it is still to be confirmed by the city. */
  hasOpenFacts: boolean
}

/** @param commitments permits that the applicant handles by commitment */
export function guidePermit (
  industry: PublishedIndustry, { permit, choice, commitmentAllowed }: PermitApplicability, answers: Facts, commitments: readonly string[]
): GuidePermit {
  const isCommitment = commitments.includes(permit.id)
  const manner = { isCommitment, isOrdinary: false }
  const { isInstant, needsVisit } = handlingOf(industry.decisions, permit, manner, answers)
  const { commitment, inspection } = permit
  const facts = permitFacts(industry, permit.id)
  return {
    id: permit.id,
    name: permit.name,
    kind: permit.kind,
    certificate: permit.certificate.name,
    department: permit.department,
    level: permit.level,
    choice,
    appliesWhen: permit.applies_when === null ? null : conditionInWords(industry, permit.applies_when),
    inclusionNote: permit.inclusion_note,
    dependsOn: dependenciesOf(industry, permit),
    settledElsewhere: settledElsewhere(answers, permit.id),
    isInstant,
    commitment: {
      allowed: commitmentAllowed,
      chosen: isCommitment,
      basis: commitment.basis,
      note: commitment.note,
      postCheckWithin: postCheckOf(industry.decisions, permit, manner, answers)?.within ?? null
    },
    inspection: {
      beforeDecision: needsVisit, within: inspection.within, minInspectors: inspection.min_inspectors, note: inspection.note, checkItems: inspection.check_items
    },
    legalBasis: permit.legal_basis,
    conditions: permit.conditions,
    limits: guideLimits(permit, isCommitment),
    specialProcedures: permit.special_procedures,
    queue: permit.queue,
    validity: permit.validity.text,
    renewal: permit.renewal,
    changeRules: permit.change_rules,
    changeBasis: permit.change_basis,
    fees: permit.fees,
    notes: permit.notes,
    hasOpenFacts: facts.openFacts.length > 0,
    ...facts
  }
}

/** Whether the applicant's own answer says that a permit is there already, or is handled elsewhere. */
export function settledElsewhere (answers: Facts, permitId: string): 'held' | 'elsewhere' | null {
  const lists = (key: string): boolean => Array.isArray(answers[key]) && answers[key].includes(permitId)
  if (lists('held_permits')) return 'held'
  return lists('permits_elsewhere') ? 'elsewhere' : null
}

function guideLimits (permit: Permit, isCommitment: boolean): GuidePermit['limits'] {
  const { starts, extension, delivery, stages } = permit.time_limit
  const { statutory, promised, text } = limitsOf(permit, { isCommitment })
  return { statutory, promised, text, starts, extension, delivery, stages }
}

function dependenciesOf (industry: PublishedIndustry, permit: Permit): GuidePermit['dependsOn'] {
  return permit.depends_on.map(({ permit: id, kind, stage, note }) =>
    ({ id, name: industry.permits.find((one) => one.id === id)?.name ?? id, kind, stage: stage ?? null, note }))
}

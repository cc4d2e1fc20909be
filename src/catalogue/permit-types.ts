/** Parts of a permit that say how its procedure runs, as in `permit.yaml`. */
import type { Limit } from './types.js'

/** One decision of a permit that is decided in several (筹建审批 and 终审); each has a clock of its own, the upper limits are for showing only. */
export interface Stage { name: string, statutory: Limit, promised: Limit }

/** 特殊环节. `excluded`: its time doesn't count towards the limit (行政许可法第四十五条) and `basis` names the law. */
export interface SpecialProcedure {
  type: '公示' | '听证' | '检验检测' | '专家评审' | '整改' | '部门核查' | '筹建'
  excluded: boolean
  basis: string | null
  duration: Limit | null
  law_locked: boolean
  /** null: with every application when `flow_shapes` names it, else on demand. `by-applicant`: done before, its report a material, no procedure of the organ. */
  held: 'on-demand' | 'by-applicant' | null
  note: string
}

/** Applicants wait for a place in the order of acceptance (烟草零售点总量控制). */
export interface Queue { order_by: 'accepted_at', precision: 'second', reorder: false, position_shown: boolean, when: string, basis: string }

/** 延续: `window` counts back from the expiry, a null end is open. */
export interface Renewal {
  window: { from: Limit | null, until: Limit | null }
  deemed_if_undecided: true
  deemed_basis: string
  late: string
  text: string
  basis: string
  unverified?: true
}

/** What a change of this particular asks for: amend the certificate (变更), apply anew, or only tell the organ. */
export type ChangeRule = 'amend' | 'reapply' | 'notify'

export interface ChangeRules {
  name: ChangeRule
  legal_representative: ChangeRule
  address: ChangeRule
  scope?: ChangeRule
  layout?: ChangeRule
  key_person?: ChangeRule
}

/** What the permit's flow consists of, for choosing test paths and templates. */
export type FlowShape =
  | 'review' | 'inspection' | 'instant' | 'filing' | 'post-check' | 'commitment' | 'tolerant-acceptance' | 'test-report' | 'two-way' | 'two-stage'
  | 'sequential' | 'queue' | 'non-commitment' | 'rectification' | 'public-notice' | 'hearing' | 'background-check' | 'expert-review'
  | 'multi-dept-inspection' | 'long-limit'

import type { Knex } from 'knex'
import type { Permit, PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { caseMaterialsOf } from '../database/case-materials.js'
import { caseOf, type CaseRow } from '../database/cases.js'
import { deficiencyItemsOf } from '../database/deficiencies.js'
import { openNoticeOf } from '../database/notices.js'
import { releaseOf } from '../database/releases.js'
import { subCaseOf, subCasesOf, type SubCaseRow } from '../database/sub-cases.js'
import { toleratedBy } from '../database/tolerated-materials.js'
import { isJudged, type CheckSight } from '../domain/decision-rules.js'
import type { MaterialState } from '../domain/lifecycle.js'
import { materialsFor, type NeededMaterial } from '../domain/materials.js'
import { finalReviewMaterials } from '../domain/permit-stages.js'
import { isOutstanding, isReceived } from '../domain/tolerance.js'
import { ServiceError } from '../errors.js'
import { cutOffFor } from './formal-check.js'

export interface PermitMaterial {
  id: string
  name: string
  state: MaterialState
  version: number
  isRequired: boolean
  /** Neither handed in, nor shared, nor replaced by commitment, nor to follow later, nor to be had from this very case. */
  isMissing: boolean
}

/** One permit of a case with all that its department judges. */
export interface PermitContext {
  caseFile: CaseRow
  subCase: SubCaseRow
  industry: PublishedIndustry
  permit: Permit
  materials: PermitMaterial[]
  /** Answers and form together: what conditions are evaluated against. */
  facts: Record<string, unknown>
}

export async function loadPermitContext (tx: Knex, subCaseNo: string): Promise<PermitContext> {
  const subCase = await subCaseOf(tx, subCaseNo)
  const caseFile = await caseOf(tx, subCase.case_no)
  const industry = await releaseOf(tx, caseFile.release_id)
  const permit = permitOf(industry, subCase.permit)
  const facts = { ...caseFile.answers, ...caseFile.form }
  return { caseFile, subCase, industry, permit, facts, materials: await permitMaterials(tx, caseFile, subCase, industry, facts) }
}

/** The permit as published; a case can't name one that its release doesn't have. */
export function permitOf (industry: PublishedIndustry, permitId: string): Permit {
  const permit = industry.permits.find(({ id }) => id === permitId)
  if (permit === undefined) throw new Error(`release of ${industry.id} has no permit ${permitId}`)
  return permit
}

/** The case's own permit of this id. @throws ServiceError `unknown-permit` */
export async function subCaseOfPermit (tx: Knex, caseNo: string, permit: string): Promise<SubCaseRow> {
  const subCase = (await subCasesOf(tx, caseNo)).find((one) => one.permit === permit)
  if (subCase === undefined) throw new ServiceError('unknown-permit', { permits: [permit] })
  return subCase
}

/** What may be judged about a permit before its acceptance, for the decision rules. */
export async function checkSightOf (tx: Knex, context: PermitContext): Promise<CheckSight> {
  const { subCase, permit } = context
  const reopened = await reopenedItems(tx, context)
  return {
    materials: context.materials.map(({ id, name, state, isMissing, isRequired }) => ({
      id,
      name,
      state,
      isMissing: isMissing && isRequired,
      isToJudge: !isMissing && isJudged(state) && (reopened === null || reopened.some((item) => item.kind === 'material' && item.id === id))
    })),
    fieldIds: [...permit.fields.common, ...permit.fields.individual.map(({ id }) => id)],
    reopened,
    isAccepted: subCase.accepted_at !== null,
    isNoticeClosed: await isNoticeClosed(tx, context)
  }
}

/** A notice that went out when this permit's time for it was over: what its department finds now comes too late. */
async function isNoticeClosed (tx: Knex, context: PermitContext): Promise<boolean> {
  const notice = await openNoticeOf(tx, context.caseFile.case_no)
  if (notice === undefined || notice.issued_at === null) return false
  return notice.issued_at >= await cutOffFor(tx, context, await loadCalendar(tx))
}

/**
 * In the first round anything may be found; later only what has just been handed in anew (一次告知), and required materials that are missing all the
 * same: the first round told all of them, so these are called for by what the applicant has changed since.
 */
async function reopenedItems (tx: Knex, { subCase, materials }: PermitContext): Promise<CheckSight['reopened']> {
  if (subCase.review_round === subCase.stage_first_round) return null
  const answered = await deficiencyItemsOf(tx, { subCaseNo: subCase.sub_case_no }, ['answered'])
  const calledFor = materials.filter(({ id, isMissing, isRequired }) =>
    isMissing && isRequired && !answered.some((item) => item.subject_kind === 'material' && item.subject_id === id))
  // What was to be handed in later and came before the acceptance has been judged by nobody
  const followed = (await toleratedBy(tx, subCase.sub_case_no)).filter(({ state }) => isReceived(state)).map((row) => row.material_id)
  return [
    ...answered.map((item) => ({ kind: item.subject_kind, id: item.subject_id })),
    ...followed.filter((id) => !answered.some((item) => item.subject_id === id)).map((id) => ({ kind: 'material' as const, id })),
    ...calledFor.map(({ id }) => ({ kind: 'material' as const, id }))
  ]
}

async function permitMaterials (
  tx: Knex, caseFile: CaseRow, subCase: SubCaseRow, industry: PublishedIndustry, facts: Record<string, unknown>
): Promise<PermitMaterial[]> {
  const rows = await caseMaterialsOf(tx, caseFile.case_no)
  const states = new Map(rows.map((row) => [row.material_id, row]))
  const toleratedHere = rows.some(({ state }) => isOutstanding(state)) ? (await toleratedBy(tx, subCase.sub_case_no)).map((row) => row.material_id) : []
  const needed = materialsFor(industry, [subCase.permit], facts, subCase.is_commitment ? [subCase.permit] : [])
  const later = subCase.stage === 'preparation' ? finalReviewMaterials(permitOf(industry, subCase.permit)) : []
  return needed.filter(({ materialId }) => !later.includes(materialId)).map((material) => {
    const row = states.get(material.materialId)
    const state = stateFor(material, row?.state ?? 'missing', toleratedHere)
    return {
      id: material.materialId,
      name: material.name,
      state,
      version: row?.current_version ?? 0,
      isRequired: material.required,
      isMissing: state === 'missing'
    }
  })
}

/** A material may be missing for one permit, and replaced by commitment or handed in later for another: its state is the case's, the need is the permit's. */
function stateFor (material: NeededMaterial, state: MaterialState, toleratedHere: string[]): MaterialState {
  if (!isOutstanding(state)) return state
  if (toleratedHere.includes(material.materialId)) return 'tolerated'
  if (material.isGenerated) return 'generated'
  return material.isCommitted ? 'committed' : 'missing'
}

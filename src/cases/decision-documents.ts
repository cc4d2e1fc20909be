import { issueDocument } from '../documents/issue-document.js'
import type { WorkerContext } from '../engine/define-worker.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { banOn } from './application-ban.js'
import type { PermitContext } from './permit-context.js'
import { loadPermitContext } from './permit-context.js'

/** 不予行政许可决定书, with reasons and remedies (行政许可法第三十八条第二款). */
export async function issueRefusal (context: WorkerContext, subCaseNo: string, refusal: { reasons: string, decidedAt: Date }): Promise<void> {
  const permitContext = await loadPermitContext(context.tx, subCaseNo)
  await issueDocument(context.tx, {
    ...subCaseDocument(permitContext.subCase),
    kind: 'refuse',
    purposeKey: `refuse:${subCaseNo}`,
    issuedAt: refusal.decidedAt,
    data: { facts: foundFacts(permitContext), reasons: refusal.reasons }
  })
}

/** 同意筹建决定书 of a two-stage permit. */
export async function issuePreparationApproval (context: WorkerContext, subCaseNo: string, { decidedAt }: { decidedAt: Date }): Promise<void> {
  const permitContext = await loadPermitContext(context.tx, subCaseNo)
  const names = permitContext.permit.materials.filter(({ stage }) => stage !== null).map(({ name }) => name)
  await issueDocument(context.tx, {
    ...subCaseDocument(permitContext.subCase),
    kind: 'preparation-approval',
    purposeKey: `preparation-approval:${subCaseNo}`,
    issuedAt: decidedAt,
    data: { facts: foundFacts(permitContext), basis: legalBasisText(permitContext), next: `筹建完成后申请终审，并提交${names.join('、')}。` }
  })
}

/** 不予受理决定书 or 不受理告知书, by the department itself. */
export async function issueRefusalToAccept (
  context: WorkerContext, subCase: SubCaseRow, outcome: 'non-accepted' | 'not-required', reasons: string
): Promise<void> {
  const about = { ...subCaseDocument(subCase), purposeKey: `${outcome}:${subCase.sub_case_no}`, issuedAt: context.clock.now() }
  if (outcome === 'non-accepted') {
    const isBanned = await banOn(context.tx, await loadPermitContext(context.tx, subCase.sub_case_no)) !== undefined
    await issueDocument(context.tx, { ...about, kind: 'non-acceptance', data: { reason_type: isBanned ? 'barred' : 'not-competent', reason: reasons } })
    return
  }
  await issueDocument(context.tx, {
    ...about, kind: 'not-required', data: { reason: reasons, advice: '该事项依法无须取得行政许可，可以凭营业执照依法开展相应经营活动。' }
  })
}

/** Who issues a document about one permit: its own department, in its own region. */
export function subCaseDocument (subCase: SubCaseRow): { caseNo: string, subCaseNo: string, department: string, region: string } {
  return { caseNo: subCase.case_no, subCaseNo: subCase.sub_case_no, department: subCase.department, region: subCase.region }
}

/** What happens once to a permit, or once in each of its two stages, as the key that keeps it from happening twice. */
export function onceKey (what: string, { sub_case_no: subCaseNo, stage }: Pick<SubCaseRow, 'sub_case_no' | 'stage'>): string {
  return stage === 'final' ? `${what}:${subCaseNo}:final` : `${what}:${subCaseNo}`
}

/** What the decision rests on, in one sentence. */
export function foundFacts ({ caseFile, permit, materials }: PermitContext): string {
  const received = materials.filter(({ isMissing }) => !isMissing).map(({ name }) => name)
  return `${caseFile.holder_name}申请在${caseFile.premises_address}办理${permit.name}，提交（含共享取得、系统生成）了${received.join('、')}。`
}

/** 法律依据 as the permit's facts name it. */
export function legalBasisText ({ permit }: PermitContext): string {
  return permit.legal_basis.map(({ law, article }) => `《${law}》${article ?? ''}`).join('、')
}

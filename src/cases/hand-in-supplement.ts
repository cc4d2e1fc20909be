import type { Knex } from 'knex'
import { addMaterialVersion, caseMaterialsOf } from '../database/case-materials.js'
import { saveSupplementedForm } from '../database/case-forms.js'
import { lockCase } from '../database/cases.js'
import { deficiencyItemsOf } from '../database/deficiencies.js'
import { updateNotice } from '../database/notices.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { insertToleratedMaterials, markMaterialTolerated } from '../database/tolerated-materials.js'
import { validateForm } from '../domain/form-validation.js'
import { materialsFor } from '../domain/materials.js'
import { materialName } from '../domain/subject-names.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { isOutstanding, receivedAs, toleranceRefusal, toleratingPermits } from '../domain/tolerance.js'
import { ServiceError } from '../errors.js'
import { permitOf } from './permit-context.js'
import { answerItem, noticeToAnswer, wakeNotice } from './supplement-items.js'
import { showTolerated } from './tolerated-materials.js'

/**
 * Hands in one material that the open notice names, from the device or as it came with an earlier application; earlier versions are kept, and the tasks of a
 * permit that tolerated it show that it came. Returns its version.
 * @throws ServiceError `no-open-notice`, `item-locked`
 */
export async function supplementMaterial (
  tx: Knex.Transaction, supplement: { caseNo: string, materialId: string, hash: string, fileName: string, origin: 'uploaded' | 'reused', accountId: number }, clock: Clock
): Promise<number> {
  const caseFile = await lockCase(tx, supplement.caseNo)
  await answerItem(tx, supplement.caseNo, { kind: 'material', id: supplement.materialId }, clock)
  const version = await addMaterialVersion(tx, supplement.caseNo, supplement.materialId, receivedAs(supplement.origin), {
    origin: supplement.origin, fileHash: supplement.hash, fileName: supplement.fileName, handedInBy: supplement.accountId, handedInAt: clock.now()
  })
  await showTolerated(tx, supplement.caseNo, await releaseOf(tx, caseFile.release_id), civilDateOf(clock.now()))
  return version
}

/**
 * Mends fields that the open notice names: a new version of the form, everything else as it was.
 * @throws ServiceError `no-open-notice`, `item-locked`, `invalid-form`
 */
export async function supplementFields (
  tx: Knex.Transaction, supplement: { caseNo: string, fields: Record<string, unknown>, accountId: number }, clock: Clock
): Promise<void> {
  const { caseNo, fields, accountId } = supplement
  const caseFile = await lockCase(tx, caseNo)
  for (const id of Object.keys(fields)) await answerItem(tx, caseNo, { kind: 'field', id }, clock)
  const industry = await releaseOf(tx, caseFile.release_id)
  const permits = (await subCasesOf(tx, caseNo)).map(({ permit }) => permit)
  const form = { ...caseFile.form, ...fields }
  const problems = validateForm(industry, permits, withoutKeys(caseFile.answers, fields), form, civilDateOf(clock.now()))
    .filter(({ field }) => Object.hasOwn(fields, field))
  if (problems.length > 0) throw new ServiceError('invalid-form', { problems })
  await saveSupplementedForm(tx, caseFile, { form, changedFields: Object.keys(fields), accountId, now: clock.now() })
}

/**
 * A missing material that the open notice names is to be handed in later: the permits that were told of it are accepted before it is there, where the
 * table allows that for all of them (河南省优化营商环境条例第三十五条).
 * @throws ServiceError `no-open-notice`, `item-locked`, `tolerance-not-allowed`
 */
export async function tolerateInSupplement (tx: Knex.Transaction, request: { caseNo: string, materialId: string }, clock: Clock): Promise<void> {
  const { caseNo, materialId } = request
  const caseFile = await lockCase(tx, caseNo)
  const told = await answerItem(tx, caseNo, { kind: 'material', id: materialId }, clock)
  const industry = await releaseOf(tx, caseFile.release_id)
  const subCases = (await subCasesOf(tx, caseNo)).filter(({ sub_case_no: subCaseNo }) => told.includes(subCaseNo))
  const handled = subCases.map((subCase) => ({ permit: permitOf(industry, subCase.permit), isCommitment: subCase.is_commitment, isInstant: subCase.is_instant }))
  const material = materialsFor(industry, subCases.map(({ permit }) => permit), { ...caseFile.answers, ...caseFile.form }, []).find((one) => one.materialId === materialId)
  const isAbsent = (await caseMaterialsOf(tx, caseNo)).some((row) => row.material_id === materialId && row.current_version === 0 && isOutstanding(row.state))
  const problem = toleranceRefusal(material, handled) ??
    (toleratingPermits(material!, handled).length < handled.length ? '有的事项材料齐全才能办，不能容缺' : isAbsent ? undefined : '已经交过的材料须按通知补正，不能容缺')
  if (problem !== undefined) throw new ServiceError('tolerance-not-allowed', { problems: [{ material: materialId, name: materialName(industry, materialId), problem }] })
  await insertToleratedMaterials(tx, told.map((subCaseNo) => ({ sub_case_no: subCaseNo, material_id: materialId, workdays: material!.tolerance!.n, signed_at: clock.now() })))
  await markMaterialTolerated(tx, caseNo, materialId)
}

/**
 * Hands in the supplement of the open notice, once, with every item answered.
 * @throws ServiceError `no-open-notice`; `supplement-incomplete` with `details.missing` = [{ kind, id }]
 */
export async function submitSupplement (tx: Knex.Transaction, caseNo: string, clock: Clock): Promise<void> {
  await lockCase(tx, caseNo)
  const { notice_no: noticeNo } = await noticeToAnswer(tx, caseNo, clock.now())
  const unanswered = await deficiencyItemsOf(tx, { noticeNo }, ['told'])
  if (unanswered.length > 0) {
    throw new ServiceError('supplement-incomplete', {
      missing: unanswered.map((item) => ({ kind: item.subject_kind, id: item.subject_id, howToMend: item.how_to_mend }))
    })
  }
  await updateNotice(tx, noticeNo, { state: 'submitted', ended_at: clock.now() })
  await wakeNotice(tx, caseNo, noticeNo)
}

/** A field that was also asked as a question is mended here; its former answer no longer counts. */
function withoutKeys (answers: Record<string, unknown>, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !Object.hasOwn(fields, id)))
}

import type { Knex } from 'knex'
import { addMaterialVersion } from '../database/case-materials.js'
import { saveSupplementedForm } from '../database/case-forms.js'
import { lockCase } from '../database/cases.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { validateForm } from '../domain/form-validation.js'
import { civilDateOf, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import { answerItem } from './answer-supplement.js'

/**
 * Hands in one material that the open notice names; earlier versions are kept. Returns its version.
 * @throws ServiceError `no-open-notice`, `item-locked`
 */
export async function supplementMaterial (
  tx: Knex.Transaction, supplement: { caseNo: string, materialId: string, hash: string, fileName: string, accountId: number }, clock: Clock
): Promise<number> {
  await lockCase(tx, supplement.caseNo)
  await answerItem(tx, supplement.caseNo, { kind: 'material', id: supplement.materialId }, clock)
  return await addMaterialVersion(tx, supplement.caseNo, supplement.materialId, 'handed-in', {
    origin: 'uploaded', fileHash: supplement.hash, fileName: supplement.fileName, handedInBy: supplement.accountId, handedInAt: clock.now()
  })
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

/** A field that was also asked as a question is mended here; its former answer no longer counts. */
function withoutKeys (answers: Record<string, unknown>, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !Object.hasOwn(fields, id)))
}

import type { Knex } from 'knex'
import { DateTime } from 'luxon'
import { addMaterialVersion, caseMaterialsOf } from '../database/case-materials.js'
import { certificateOfSubCase, insertCertificate, lapseCertificate, setCertificateDocument, validCertificates } from '../database/certificates.js'
import { decisionOf } from '../database/decisions.js'
import { insertElectronicCertificate } from '../database/electronic-certificates.js'
import { nextCertificateNumber } from '../database/number-counters.js'
import { numberValues } from '../domain/certificate-number.js'
import { civilDateOf, civilZone, type CivilDate } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { issueCertificateDocuments } from './certificate-documents.js'
import { loadPermitContext, type PermitContext } from './permit-context.js'

/** 制证: number, validity and the organ's documents for a permit that was granted or filed, once. */
export async function issueCertificate (context: WorkerContext, subCaseNo: string): Promise<void> {
  const { tx } = context
  if (await certificateOfSubCase(tx, subCaseNo) !== undefined) return
  const permitContext = await loadPermitContext(tx, subCaseNo)
  const decision = await decisionOf(tx, subCaseNo)
  if (decision === undefined) throw new Error(`${subCaseNo} has no decision to certify`)
  const issuedOn = civilDateOf(decision.decided_at)
  await lapseSuperseded(tx, permitContext)
  const certificateNo = await certificateNumberFor(tx, permitContext, issuedOn)
  const { caseFile, subCase, permit } = permitContext
  const validUntil = validUntilOf(issuedOn, permit.validity.years)
  const scope = certificateScope(permitContext)
  await insertCertificate(tx, {
    permit: permit.id,
    certificate_no: certificateNo,
    certificate_name: permit.certificate.name,
    sub_case_no: subCaseNo,
    kind: permit.kind === '备案' ? '备案' : '许可',
    holder_usci: caseFile.holder_usci,
    holder_name: caseFile.holder_name,
    premises_key: caseFile.premises_key,
    premises_address: caseFile.premises_address,
    department: subCase.department,
    region: subCase.region,
    scope,
    issued_on: issuedOn,
    valid_until: validUntil,
    validity_text: permit.validity.text,
    document_no: null
  })
  const documentNo = await issueCertificateDocuments(context, permitContext, decision, { certificateNo, issuedOn, validUntil, scope })
  await setCertificateDocument(tx, subCaseNo, documentNo)
  await shareResult(tx, permitContext, certificateNo, decision.decided_at)
  await insertElectronicCertificate(tx, {
    materialId: permit.id,
    holderUsci: caseFile.holder_usci,
    certificateNo,
    content: { name: permit.certificate.name, holder: caseFile.holder_name, premises: caseFile.premises_address, issuedOn },
    validUntil,
    source: 'platform'
  })
}

/** Valid to the day before the same day `years` later; an end that is a rest day is not moved, as it is no limit to act in. */
export function validUntilOf (issuedOn: CivilDate, years: number | null): CivilDate | null {
  if (years === null) return null
  return DateTime.fromISO(issuedOn, { zone: civilZone }).plus({ years }).minus({ days: 1 }).toISODate()
}

async function certificateNumberFor (tx: Knex.Transaction, { permit, subCase, caseFile }: PermitContext, issuedOn: CivilDate): Promise<string> {
  const { number_template: template, number_values: values } = permit.certificate
  return await nextCertificateNumber(tx, permit.id, template, {
    region: subCase.region,
    year: Number(issuedOn.slice(0, 4)),
    values: numberValues(values ?? {}, caseFile.form)
  })
}

/** What the certificate allows: the permit's own multiple-choice fields of scope, as the applicant stated and the organ decided. */
function certificateScope ({ permit, caseFile }: PermitContext): string {
  const scopes = permit.fields.individual.filter(({ type }) => type === 'multi-enum').map(({ id }) => caseFile.form[id])
  return scopes.filter((value): value is string[] => Array.isArray(value)).map((values) => values.join('、')).join('；')
}

/** Certificates that cease by law once this permit is granted (`lapses_when`), for the same holder at the same premises. */
async function lapseSuperseded (tx: Knex, { industry, permit, caseFile }: PermitContext): Promise<void> {
  const lapsing = industry.permits.filter(({ lapses_when: lapses }) =>
    lapses.some(({ event, permit: cause }) => event === 'granted' && cause === permit.id)).map(({ id }) => id)
  if (lapsing.length === 0) return
  for (const certificate of await validCertificates(tx, lapsing, caseFile.holder_usci, caseFile.premises_key)) {
    await lapseCertificate(tx, certificate.id)
  }
}

/** A material that waited for this permit's result (等待同案结果) is there now, as its certificate; nobody hands it in. */
async function shareResult (tx: Knex, { industry, permit, caseFile }: PermitContext, certificateNo: string, at: Date): Promise<void> {
  const awaiting = new Set(industry.permits.flatMap(({ materials }) => materials).filter(({ awaits_permit: prior }) => prior === permit.id).map(({ id }) => id))
  for (const { material_id: materialId, state } of await caseMaterialsOf(tx, caseFile.case_no)) {
    if (state !== 'awaited-in-case' || !awaiting.has(materialId)) continue
    await addMaterialVersion(tx, caseFile.case_no, materialId, 'shared', { origin: 'shared', content: { certificateNo }, handedInAt: at })
  }
}

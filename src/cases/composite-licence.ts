import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { CaseRow } from '../database/cases.js'
import { certificatesOfCase, validCertificates, type CertificateRow } from '../database/certificates.js'
import { activeEntriesOf, insertLicenceEntries, latestLicenceData, lockLicenceOfCase, type LicenceRow } from '../database/licences.js'
import { notify } from '../database/notifications.js'
import { nextLicenceNumber } from '../database/number-counters.js'
import { releaseOf } from '../database/releases.js'
import { subCasesOf } from '../database/sub-cases.js'
import { judgeLicence, licenceEntries, type CompositeLicence, type LicenceEntry } from '../domain/licence.js'
import { organName } from '../domain/organs.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { issueLicenceVersion } from './licence-version.js'
import { permitOf } from './permit-context.js'

export type LicenceOutcome = 'issued' | 'unchanged' | 'withheld' | 'none'

/**
 * Issues version 1 of the case's composite licence, or the next version when its entries changed (方案 三（五）、五（三）). Called under the
 * case's lock; a repeat finds nothing changed.
 */
export async function issueCompositeLicence (context: WorkerContext, caseFile: CaseRow): Promise<LicenceOutcome> {
  const { tx } = context
  const { industry, certificates, entries, licence, verdict } = await judgeCase(tx, caseFile)
  if (verdict.outcome === 'issue') {
    await issueVersion(context, { caseFile, industry, certificates, entries, licence: licence ?? await newLicence(tx, caseFile, industry) })
    return 'issued'
  }
  if (verdict.outcome === 'withheld') await tellWithheld(tx, caseFile, industry, verdict.missing)
  return verdict.outcome
}

/** Whether the case should have its licence, and has none. */
export async function isLicenceOutstanding (tx: Knex.Transaction, caseFile: CaseRow): Promise<boolean> {
  const { licence, verdict } = await judgeCase(tx, caseFile)
  return licence === undefined && verdict.outcome === 'issue'
}

async function judgeCase (tx: Knex.Transaction, caseFile: CaseRow) {
  const industry = await releaseOf(tx, caseFile.release_id)
  const certificates = await loadableCertificates(tx, caseFile, industry)
  const entries = licenceEntries(industry.permits.map(({ id }) => id), certificates.map((certificate) => entryOf(industry, caseFile, certificate)))
  const licence = await lockLicenceOfCase(tx, caseFile.case_no)
  const current = licence === undefined ? null : (await latestLicenceData<CompositeLicence>(tx, licence.licence_no)).entries
  return { industry, certificates, entries, licence, verdict: judgeLicence(rulesOf(industry), await applicablePermits(tx, caseFile), entries, current) }
}

interface Issue { caseFile: CaseRow, industry: PublishedIndustry, certificates: CertificateRow[], entries: LicenceEntry[], licence: LicenceRow }

async function issueVersion (context: WorkerContext, { caseFile, industry, certificates, entries, licence }: Issue): Promise<void> {
  const { tx } = context
  const version = await issueLicenceVersion(context, { caseFile, industry, licence, entries, reason: licence.version === 0 ? '制发' : '加载事项' })
  const loaded = new Set((await activeEntriesOf(tx, licence.licence_no)).map(({ permit }) => permit))
  await insertLicenceEntries(tx, licence.licence_no, version, entries.filter(({ permit }) => !loaded.has(permit)).map(({ permit, certificateNo, source }) => ({
    permit, source, certificateId: certificates.find((certificate) => certificate.permit === permit && certificate.certificate_no === certificateNo)!.id
  })))
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `composite-licence:${licence.licence_no}:${version}`,
    title: '行业综合许可证已制发',
    body: `${industry.composite_licence.name}（${licence.licence_no}）第 ${version} 版已制发，可以在“我的证照”中出示。`
  })
}

/** What this case brought, and what the holder has at the premises from before (条目来源：本案、已持有). */
async function loadableCertificates (tx: Knex, caseFile: CaseRow, industry: PublishedIndustry): Promise<CertificateRow[]> {
  const own = await certificatesOfCase(tx, caseFile.case_no)
  const others = industry.permits.map(({ id }) => id).filter((permit) => !own.some((certificate) => certificate.permit === permit))
  return [...own, ...await validCertificates(tx, others, caseFile.holder_usci, caseFile.premises_key)]
}

/** The licence's row before its first version: number, unguessable verification code, holder. Version 0 is never stored. */
async function newLicence (tx: Knex.Transaction, caseFile: CaseRow, industry: PublishedIndustry): Promise<LicenceRow> {
  return {
    licence_no: await nextLicenceNumber(tx, caseFile.region, caseFile.case_no.slice(6, 10)),
    case_no: caseFile.case_no,
    certificate_identifier: '',
    industry: industry.id,
    name: industry.composite_licence.name,
    region: caseFile.region,
    holder_usci: caseFile.holder_usci,
    holder_name: caseFile.holder_name,
    legal_rep_name: String(caseFile.form.legal_rep_name ?? ''),
    premises_address: caseFile.premises_address,
    verify_code: randomBytes(16).toString('base64url'),
    version: 0,
    issued_at: caseFile.submitted_at
  }
}

function entryOf (industry: PublishedIndustry, caseFile: CaseRow, certificate: CertificateRow): LicenceEntry {
  return {
    permit: certificate.permit,
    name: permitOf(industry, certificate.permit).name,
    kind: certificate.kind,
    source: certificate.sub_case_no?.startsWith(`${caseFile.case_no}-`) === true ? 'this-case' : 'held',
    certificateName: certificate.certificate_name,
    certificateNo: certificate.certificate_no,
    department: organName(industry, certificate.department, certificate.region),
    scope: certificate.scope,
    issuedOn: certificate.issued_on,
    validUntil: certificate.valid_until,
    validityText: certificate.validity_text,
    state: certificate.state
  }
}

function rulesOf ({ composite_licence: { blocked_by: blockedBy, min_items: minItems } }: PublishedIndustry): { blockedBy: string[], minItems: number } {
  return { blockedBy, minItems: minItems.n }
}

/** What was applied for and the law asks for: neither withdrawn nor found to need no permit. Only these can withhold the licence. */
async function applicablePermits (tx: Knex, caseFile: CaseRow): Promise<string[]> {
  return (await subCasesOf(tx, caseFile.case_no))
    .filter(({ outcome }) => outcome !== 'withdrawn' && outcome !== 'not-required').map(({ permit }) => permit)
}

async function tellWithheld (tx: Knex, caseFile: CaseRow, industry: PublishedIndustry, missing: string[]): Promise<void> {
  const names = missing.map((permit) => permitOf(industry, permit).name).join('、')
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `licence-withheld:${caseFile.case_no}`,
    title: '暂不制发行业综合许可证',
    body: `${names}未获准予，依规定不制发${industry.composite_licence.name}；其余事项的证件照发。`
  })
}

import type { Knex } from 'knex'

export interface LicenceRow {
  licence_no: string
  case_no: string
  certificate_identifier: string
  industry: string
  name: string
  region: string
  holder_usci: string
  holder_name: string
  legal_rep_name: string
  premises_address: string
  verify_code: string
  version: number
  issued_at: Date
}

export interface LicenceEntryRow {
  permit: string
  certificate_id: number
  source: 'this-case' | 'held' | 'deemed-renewed'
  added_in_version: number
  removed_in_version: number | null
}

/** The case's composite licence, locked until the transaction ends. */
export async function lockLicenceOfCase (tx: Knex.Transaction, caseNo: string): Promise<LicenceRow | undefined> {
  return await tx('licence').where({ case_no: caseNo }).forUpdate().first<LicenceRow | undefined>()
}

export async function insertLicence (tx: Knex, licence: LicenceRow): Promise<void> {
  await tx('licence').insert(licence)
}

/** Adds a version with its data as issued; earlier versions are kept word for word. */
export async function insertLicenceVersion (
  tx: Knex, version: { licenceNo: string, version: number, reason: string, data: unknown, documentNo: string, issuedAt: Date }
): Promise<void> {
  await tx('licence').where({ licence_no: version.licenceNo }).update({ version: version.version, issued_at: version.issuedAt })
  await tx('licence_version').insert({
    licence_no: version.licenceNo,
    version: version.version,
    reason: version.reason,
    data: JSON.stringify(version.data),
    document_no: version.documentNo,
    issued_at: version.issuedAt
  })
}

/** Loads permits onto the licence; one active entry a permit (licence_entry_one_active). */
export async function insertLicenceEntries (
  tx: Knex, licenceNo: string, version: number, entries: { permit: string, certificateId: number, source: LicenceEntryRow['source'] }[]
): Promise<void> {
  if (entries.length === 0) return
  await tx('licence_entry').insert(entries.map(({ permit, certificateId, source }) => ({
    licence_no: licenceNo, permit, certificate_id: certificateId, source, added_in_version: version
  })))
}

/** Takes a certificate off the licence, from this version on. */
export async function removeLicenceEntry (tx: Knex, licenceNo: string, version: number, certificateId: number): Promise<void> {
  await tx('licence_entry').where({ licence_no: licenceNo, certificate_id: certificateId }).whereNull('removed_in_version').update({ removed_in_version: version })
}

/** The licences, of whatever case, that carry a certificate; locked, in one order, until the transaction ends. */
export async function lockLicencesWith (tx: Knex.Transaction, certificateId: number): Promise<LicenceRow[]> {
  return await tx('licence').whereIn('licence_no', tx('licence_entry').where({ certificate_id: certificateId }).whereNull('removed_in_version').select('licence_no'))
    .orderBy('licence_no').forUpdate().select<LicenceRow[]>()
}

export async function activeEntriesOf (tx: Knex, licenceNo: string): Promise<LicenceEntryRow[]> {
  return await tx('licence_entry').where({ licence_no: licenceNo }).whereNull('removed_in_version').orderBy('id')
    .select<LicenceEntryRow[]>('permit', 'certificate_id', 'source', 'added_in_version', 'removed_in_version')
}

/** The newest version's data, as issued. */
export async function latestLicenceData<Data> (tx: Knex, licenceNo: string): Promise<Data> {
  const row = await tx('licence_version').where({ licence_no: licenceNo }).orderBy('version', 'desc').first<{ data: Data } | undefined>('data')
  if (row === undefined) throw new Error(`licence ${licenceNo} has no version`)
  return row.data
}

/** A licence that an account may see: the holder's own, or any for staff. */
export async function visibleLicence (tx: Knex, licenceNo: string, account: { id: number, kind: 'applicant' | 'staff' }): Promise<LicenceRow | undefined> {
  const query = tx('licence').where({ 'licence.licence_no': licenceNo })
  if (account.kind === 'applicant') query.join('case_file', 'case_file.case_no', 'licence.case_no').where({ 'case_file.account_id': account.id })
  return await query.first<LicenceRow | undefined>('licence.*')
}

/** The composite licences of an account's cases, newest first. */
export async function licencesOfAccount (tx: Knex, accountId: number): Promise<LicenceRow[]> {
  return await tx('licence').join('case_file', 'case_file.case_no', 'licence.case_no').where({ 'case_file.account_id': accountId })
    .orderBy([{ column: 'licence.issued_at', order: 'desc' }, 'licence.licence_no']).limit(100).select<LicenceRow[]>('licence.*')
}

export async function licenceByVerifyCode (tx: Knex, verifyCode: string): Promise<LicenceRow | undefined> {
  return await tx('licence').where({ verify_code: verifyCode }).first<LicenceRow | undefined>()
}

/** How each loaded permit's certificate stands now, whatever the licence said when it was issued. */
export async function certificateStatesOf (tx: Knex, licenceNo: string): Promise<{ permit: string, certificateNo: string, state: string, validUntil: string | null }[]> {
  return await tx('licence_entry').join('certificate', 'certificate.id', 'licence_entry.certificate_id')
    .where({ 'licence_entry.licence_no': licenceNo }).whereNull('licence_entry.removed_in_version').orderBy('licence_entry.id')
    .select({ permit: 'licence_entry.permit', certificateNo: 'certificate.certificate_no', state: 'certificate.state', validUntil: 'certificate.valid_until' })
}

export interface RemovedEntry { name: string, certificateNo: string, state: string, validUntil: string | null, removedAt: Date }

/** What the licence carried once and carries no more, as its certificates stand now. */
export async function removedEntriesOf (tx: Knex, licenceNo: string): Promise<RemovedEntry[]> {
  return await tx('licence_entry as entry').join('certificate', 'certificate.id', 'entry.certificate_id')
    .join('licence_version as version', (on) => { on.on('version.licence_no', 'entry.licence_no').andOn('version.version', 'entry.removed_in_version') })
    .where({ 'entry.licence_no': licenceNo }).orderBy('entry.id')
    .select<RemovedEntry[]>({ name: 'certificate.certificate_name', certificateNo: 'certificate.certificate_no', state: 'certificate.state', validUntil: 'certificate.valid_until', removedAt: 'version.issued_at' })
}

/** The versions of a licence with their documents, newest first. */
export async function licenceVersionsOf (tx: Knex, licenceNo: string): Promise<{ version: number, reason: string, documentNo: string, issuedAt: Date }[]> {
  return await tx('licence_version').where({ licence_no: licenceNo }).orderBy('version', 'desc')
    .select({ version: 'version', reason: 'reason', documentNo: 'document_no', issuedAt: 'issued_at' })
}

import { caseOf } from '../database/cases.js'
import type { CertificateRow } from '../database/certificates.js'
import { latestLicenceData, lockLicencesWith, removeLicenceEntry, type LicenceRow } from '../database/licences.js'
import { notify } from '../database/notifications.js'
import { releaseOf } from '../database/releases.js'
import { issueDocument } from '../documents/issue-document.js'
import { certificateStateNames } from '../domain/certificate-states.js'
import { withoutCertificate, type CompositeLicence, type LicenceEntry } from '../domain/licence.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { issueLicenceVersion } from './licence-version.js'

/** Why a permit goes off, and by which 变动通报. */
export interface Removal { cause: string, noticeNo: string }

/**
 * 变更或者删除加载信息 (方案 五（三）): every composite licence that carries the certificate, of whatever case, gets a version without it and the record of
 * the change; what else it carries stays.
 */
export async function removeFromLicences (context: WorkerContext, certificate: CertificateRow, removal: Removal): Promise<void> {
  for (const licence of await lockLicencesWith(context.tx, certificate.id)) await removeFrom(context, licence, certificate, removal)
}

async function removeFrom (context: WorkerContext, licence: LicenceRow, certificate: CertificateRow, { cause, noticeNo }: Removal): Promise<void> {
  const { tx, clock } = context
  const caseFile = await caseOf(tx, licence.case_no)
  const before = (await latestLicenceData<CompositeLicence>(tx, licence.licence_no)).entries
  const { kept, removed } = withoutCertificate(before, certificate.permit, certificate.certificate_no)
  const version = await issueLicenceVersion(context, { caseFile, industry: await releaseOf(tx, caseFile.release_id), licence, entries: kept, reason: '删除事项' })
  await removeLicenceEntry(tx, licence.licence_no, version, certificate.id)
  await issueDocument(tx, {
    kind: 'composite-change',
    caseNo: caseFile.case_no,
    purposeKey: `composite-change:${licence.licence_no}:${version}`,
    department: 'gov-services',
    region: caseFile.region,
    issuedAt: clock.now(),
    data: { licence_no: licence.licence_no, version, cause, by_document: noticeNo, before_after: removed.map(changeRow), operator: '系统依通报办理', updated_at: clock.now() }
  })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `composite-licence:${licence.licence_no}:${version}`,
    title: '行业综合许可证已更新',
    body: `${licence.name}（${licence.licence_no}）第 ${version} 版已更新：${cause}，不再载明；其他事项不变。`
  })
}

function changeRow ({ name, certificateNo, state }: LicenceEntry): { item: string, before: string, after: string } {
  return { item: name, before: `${certificateNo}，${certificateStateNames[state] ?? state}`, after: '删除' }
}

import type { Knex } from 'knex'
import { submitSupplement } from '../../src/cases/hand-in-supplement.js'
import { answerItem } from '../../src/cases/supplement-items.js'
import { reportRectification } from '../../src/cases/report-rectification.js'
import { addMaterialVersion } from '../../src/database/case-materials.js'
import { deficiencyItemsOf } from '../../src/database/deficiencies.js'
import { openNoticeOf, type NoticeRow } from '../../src/database/notices.js'
import { visitInRectification, type VisitRow } from '../../src/database/visits.js'
import type { TestPlatform } from './platform.js'

/** The notice that waits for the applicant. */
export async function openNotice ({ database }: TestPlatform, caseNo: string): Promise<NoticeRow | undefined> {
  const notice = await openNoticeOf(database, caseNo)
  return notice?.state === 'open' ? notice : undefined
}

export async function openRectification ({ database }: TestPlatform, caseNo: string): Promise<VisitRow | undefined> {
  return await visitInRectification(database, caseNo)
}

/** Hands in everything that the open notice asks for. */
export async function supplyEverything (platform: TestPlatform, caseNo: string): Promise<void> {
  await platform.database.transaction(async (tx) => { await supplyEverythingIn(tx, platform, caseNo) })
}

/** The same in a transaction that the caller ends. */
export async function supplyEverythingIn (tx: Knex.Transaction, platform: TestPlatform, caseNo: string): Promise<void> {
  const { clock } = platform
  const notice = await openNotice(platform, caseNo)
  if (notice === undefined) throw new Error(`no open notice of ${caseNo}`)
  const { hash } = await tx('stored_file').first<{ hash: string }>('hash')
  for (const item of await deficiencyItemsOf(tx, { noticeNo: notice.notice_no }, ['told'])) {
    if (item.subject_kind === 'material') {
      await addMaterialVersion(tx, caseNo, item.subject_id, 'handed-in', { origin: 'uploaded', fileHash: hash, fileName: 'again.pdf', handedInAt: clock.now() })
    }
    await answerItem(tx, caseNo, { kind: item.subject_kind, id: item.subject_id }, clock)
  }
  await submitSupplement(tx, caseNo, clock)
}

/** Reports the rectification done. */
export async function reportMended ({ database, clock }: TestPlatform, caseNo: string): Promise<void> {
  const { account_id: accountId } = await database('case_file').where({ case_no: caseNo }).first<{ account_id: number }>('account_id')
  await database.transaction(async (tx) => { await reportRectification(tx, { caseNo, statement: '已安装防蝇帘和防鼠网', accountId }, clock) })
}

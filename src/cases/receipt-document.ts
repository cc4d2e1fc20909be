import type { Knex } from 'knex'
import { issueDocument } from '../documents/issue-document.js'
import { isReceived } from '../domain/tolerance.js'
import type { OpenedMaterial } from './opening-materials.js'

export interface ReceiptFacts {
  caseNo: string
  /** The window's region. */
  region: string
  channel: 'online' | 'window'
  submittedAt: Date
  /** The moment that counts as receipt: the next working day's for what came on a day of rest. */
  receivedAt: Date
  materials: OpenedMaterial[]
  publicUrl: string
}

/** 收件凭证 at once, whatever is missing (开封市优化营商环境条例第十七条). Returns its number. */
export async function issueReceipt (tx: Knex.Transaction, receipt: ReceiptFacts): Promise<string> {
  const { caseNo, region, materials } = receipt
  const { documentNo } = await issueDocument(tx, {
    kind: 'receipt',
    caseNo,
    purposeKey: `receipt:${caseNo}`,
    department: 'gov-services',
    region,
    issuedAt: receipt.submittedAt,
    data: {
      received_at: receipt.receivedAt.toISOString(),
      material_received: materials.filter(({ state }) => isReceived(state) || state === 'generated')
        .map(({ name, copies, state }) => ({ name, copies, form: state === 'generated' ? '系统生成' : '电子' })),
      window: receipt.channel === 'online' ? '网上申报' : '综合窗口',
      query_url: `${receipt.publicUrl}/cases/${caseNo}`
    }
  })
  return documentNo
}

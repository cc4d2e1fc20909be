import { lockCase } from '../src/database/cases.js'
import { registerInstance } from '../src/database/engine-instances.js'
import { noticeOf } from '../src/database/notices.js'
import { releaseOf } from '../src/database/releases.js'
import { compareWithTable } from '../src/cases/decided-by-table.js'
import { issueNotice } from '../src/cases/supplement-notice.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 出具补正通知书: everything that any department found, told once and together (行政许可法第三十二条第一款第四项; 方案 五（二）). */
export default defineWorker<{ caseNo: string, noticeNo: string, supplementWorkdays?: number | null }>({
  jobType: 'issue-supplement-notice',
  input: {
    type: 'object', required: ['caseNo', 'noticeNo'], properties: { caseNo: { type: 'string' }, noticeNo: { type: 'string' }, supplementWorkdays: { type: 'number', nullable: true } }
  },
  async handle ({ caseNo, noticeNo, supplementWorkdays }, context) {
    const { tx } = context
    const caseFile = await lockCase(tx, caseNo)
    const notice = await noticeOf(tx, noticeNo)
    if (notice.case_no !== caseNo) throw new Error(`${noticeNo} is no notice of case ${caseNo}`)
    await registerInstance(tx, context, { caseNo, noticeNo })
    const { defaults } = await releaseOf(tx, caseFile.release_id)
    await compareWithTable(tx, { about: noticeNo, decision: 'deadline-defaults', said: supplementWorkdays, done: defaults['supplement-period']!.n })
    const dueAt = await issueNotice(context, caseFile, notice)
    return { supplementDueAt: dueAt.toISOString() }
  }
})

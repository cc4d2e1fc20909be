import type { Knex } from 'knex'
import { lockCase } from '../database/cases.js'
import { insertObjection, newestObjections, runningNotices } from '../database/objections.js'
import { releaseOf } from '../database/releases.js'
import { findProcedure, procedureOf } from '../database/special-procedures.js'
import { issueDocument } from '../documents/issue-document.js'
import { takesObjections } from '../domain/objection.js'
import { organName } from '../domain/organs.js'
import { procedureFactsOf } from '../domain/special-procedures.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { ServiceError } from '../errors.js'
import { legalBasisText, subCaseDocument } from './decision-documents.js'
import { loadPermitContext, permitOf } from './permit-context.js'
import { showInTasks } from './show-in-tasks.js'
import type { LabelledValue } from './task-view/task-view.js'
import { tellTaskHolders } from './tell-task-holders.js'

/** 公示: the paper that is published, once it has been arranged; it says how to object. */
export async function issuePublicNotice ({ tx, clock, publicUrl }: WorkerContext, procedureNo: string): Promise<void> {
  const procedure = await procedureOf(tx, procedureNo)
  const context = await loadPermitContext(tx, procedure.sub_case_no)
  const { subCase, industry, permit } = context
  await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'public-notice',
    purposeKey: `public-notice:${procedureNo}`,
    issuedAt: clock.now(),
    data: {
      stage: 'before-decision',
      content: procedure.arrangement!,
      legal_basis: procedureFactsOf(permit, 'public-notice')?.basis ?? legalBasisText(context),
      begins_on: procedure.begins_on!,
      ends_on: procedure.ends_on!,
      feedback: [
        { channel: '网上', address: `${publicUrl}/api/v1/public-notices` },
        { channel: '来信、来访', address: organName(industry, subCase.department, subCase.region) }
      ]
    }
  })
}

export interface PublicNotice {
  noticeNo: string
  permitName: string
  organ: string
  applicant: string
  premises: string
  content: string
  beginsOn: CivilDate
  endsOn: CivilDate
}

/** What is being announced today; who objected is nobody's business but the organ's. */
export async function publicNotices (database: Knex, clock: Clock): Promise<PublicNotice[]> {
  const rows = await runningNotices(database, civilDateOf(clock.now()))
  return await Promise.all(rows.map(async ({ releaseId, permit, department, region, ...notice }) => {
    const industry = await releaseOf(database, releaseId)
    return { ...notice, permitName: permitOf(industry, permit).name, organ: organName(industry, department, region) }
  }))
}

/**
 * 异议: anybody may object while the notice runs; the organ, which may ask back, sees who it is, the public doesn't. The same twice is one; whoever
 * works on it is told once a day.
 * @throws ServiceError `notice-not-running`, also for a notice that never was
 */
export async function makeObjection (tx: Knex.Transaction, objection: { noticeNo: string, name: string, contact: string, content: string }, clock: Clock): Promise<void> {
  const found = await findProcedure(tx, objection.noticeNo)
  if (found === undefined || found.kind !== 'public-notice') throw new ServiceError('notice-not-running')
  const caseFile = await lockCase(tx, found.case_no)
  const { state, begins_on: beginsOn, ends_on: endsOn, sub_case_no: subCaseNo } = await procedureOf(tx, objection.noticeNo)
  if (!takesObjections({ state, beginsOn, endsOn }, civilDateOf(clock.now()))) throw new ServiceError('notice-not-running')
  const { noticeNo, name, contact, content } = objection
  const id = await insertObjection(tx, { procedure_no: noticeNo, name, contact, content, made_at: clock.now() })
  if (id === undefined) return
  const { subCase, permit } = await loadPermitContext(tx, subCaseNo)
  await showInTasks(tx, subCase, await objectionLines(tx, subCaseNo))
  await tellTaskHolders(tx, { caseFile, subCase }, { key: `objection:${noticeNo}:${civilDateOf(clock.now())}`, title: '公示收到异议', body: `${permit.name}（${subCaseNo}）的公示收到异议，内容见任务中的“异议”。` })
}

/** Shown in a task: how many, and the newest. A task has to stay small, whatever the public sends. */
const shownAtMost = 5
const shownLength = 300

/** What a task shows of the objections against a permit's notice; whole, they are read by `GET /cases/{caseNo}/permits/{permit}/objections`. */
export async function objectionLines (tx: Knex, subCaseNo: string): Promise<LabelledValue[]> {
  const { count, newest } = await newestObjections(tx, subCaseNo, shownAtMost)
  const more = count > newest.length ? [{ label: '异议', value: `共 ${count} 份，以下是最近的 ${newest.length} 份` }] : []
  return [...more, ...newest.map(({ name, contact, content, made_at: madeAt }) => ({ label: '异议', value: shortened(`${civilDateOf(madeAt)} ${name}（${contact}）：${content}`) }))]
}

function shortened (text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}……` : text
}

import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { lockCase } from '../database/cases.js'
import { notify } from '../database/notifications.js'
import { hearingRightsOf, insertHearingRight } from '../database/hearing-rights.js'
import { findPostCheck } from '../database/post-checks.js'
import { proceduresOfSubCase } from '../database/special-procedures.js'
import { answerStatement, insertStatement, latestStatement, statementRounds, statementsOf, type StatementRow } from '../database/statements.js'
import type { SubCaseRow } from '../database/sub-cases.js'
import { issueDocument } from '../documents/issue-document.js'
import { procedureFactsOf } from '../domain/special-procedures.js'
import type { Intended } from '../domain/statement.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import type { WorkerContext } from '../engine/define-worker.js'
import { ServiceError } from '../errors.js'
import { foundFacts, subCaseDocument } from './decision-documents.js'
import { hearingApplyBy, whyNoHearing } from './hearing-right.js'
import { loadPermitContext, subCaseOfPermit, type PermitContext } from './permit-context.js'
import { showInTasks } from './show-in-tasks.js'
import { tellTaskHolders } from './tell-task-holders.js'

/** What is intended against the party, as it is told. */
export interface Intention { intended: Intended, facts: string, reasons: string }

/** A refusal that the review proposes. */
export async function tellIntendedRefusal (context: WorkerContext, subCaseNo: string, reasons: string): Promise<void> {
  const permitContext = await loadPermitContext(context.tx, subCaseNo)
  await tellIntention(context, permitContext, { intended: 'refuse', facts: foundFacts(permitContext), reasons })
}

/**
 * 事先告知: what is intended against the party is told with its reasons before it is decided; the limit runs on (行政许可法第七条、第三十六条). The
 * same intention for the same reasons is told once.
 */
export async function tellIntention (
  context: WorkerContext, permitContext: PermitContext, { intended, facts, reasons }: Intention
): Promise<Pick<StatementRow, 'round' | 'respond_by'>> {
  const { tx, clock } = context
  const { subCase, caseFile, permit, industry } = permitContext
  const { sub_case_no: subCaseNo } = subCase
  const told = await latestStatement(tx, subCase, intended)
  if (told?.reasons === reasons) return told
  const round = await statementRounds(tx, subCaseNo) + 1
  const respondBy = endOfLimit(await loadCalendar(tx), civilDateOf(clock.now()), industry.defaults['statement-period']!)
  const purposeKey = `prior-notice:${subCaseNo}:${round}`
  const { decision, words } = intentionWords(intended, permit)
  const hearingBy = intended === 'refuse' ? await hearingRightToTell(context, permitContext) : null
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'prior-notice',
    purposeKey,
    issuedAt: clock.now(),
    data: {
      intended: decision,
      facts,
      reasons,
      respond_by: respondBy,
      ...(hearingBy === null ? {} : { right: `你（单位）有权进行陈述和申辩，提出事实、理由和证据；有权要求听证，应当在${hearingBy}前提出，本机关在二十个工作日内组织听证，不收取费用。` })
    }
  })
  if (hearingBy !== null) await insertHearingRight(tx, { sub_case_no: subCaseNo, party: null, relation: null, document_no: documentNo, told_at: clock.now(), apply_by: hearingBy })
  await insertStatement(tx, { sub_case_no: subCaseNo, round, stage: subCase.stage, intended, reasons, document_no: documentNo, respond_by: respondBy })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: subCase.case_no,
    dedupeKey: purposeKey,
    title: `${words}，请陈述申辩`,
    body: `${permit.name}（${subCaseNo}）${words}，理由见${documentNo}。您可以在 ${respondBy} 前陈述、申辩，也可以放弃。${hearingBy === null ? '' : `您也可以在 ${hearingBy} 前要求听证。`}`
  })
  return { round, respond_by: respondBy }
}

/** A filing is no permit: it is not revoked but cancelled. */
function intentionWords (intended: Intended, { kind }: PermitContext['permit']): { decision: 'refuse' | 'revoke' | 'cancel-filing', words: string } {
  if (intended === 'refuse') return { decision: 'refuse', words: '拟不予许可' }
  return kind === '备案' ? { decision: 'cancel-filing', words: '拟取消备案' } : { decision: 'revoke', words: '拟撤销许可' }
}

/**
 * Until when a hearing can be asked for against the intention, where the permit's facts name 听证 and none has been opened; else null. Who can ask
 * for one already isn't told again: one right, one answer.
 */
async function hearingRightToTell ({ tx, clock }: WorkerContext, context: PermitContext): Promise<CivilDate | null> {
  const isNamed = procedureFactsOf(context.permit, 'hearing') !== undefined
  const isOpened = (await proceduresOfSubCase(tx, context.subCase.sub_case_no)).some(({ kind }) => kind === 'hearing')
  const today = civilDateOf(clock.now())
  const isTold = (await hearingRightsOf(tx, context.subCase.sub_case_no)).some((right) => right.party === null && right.state === 'open' && today <= right.apply_by)
  return !isNamed || isOpened || isTold || await whyNoHearing(tx, context) !== undefined ? null : await hearingApplyBy(tx, context, clock)
}

/**
 * 陈述申辩, or waiving it: once, until its last day is over. Whoever reviews and decides sees it in the open task.
 * @param request `content` null: the party waives it
 * @throws ServiceError `unknown-permit`, `no-open-statement`
 */
export async function makeStatement (
  tx: Knex.Transaction, request: { caseNo: string, permit: string, content: string | null, accountId: number }, clock: Clock
): Promise<void> {
  const caseFile = await lockCase(tx, request.caseNo)
  const subCase = await subCaseOfPermit(tx, request.caseNo, request.permit)
  const now = clock.now()
  const statement = await openStatement(tx, subCase, civilDateOf(now))
  if (statement === undefined) throw new ServiceError('no-open-statement')
  const { content } = request
  await answerStatement(tx, statement, { state: content === null ? 'waived' : 'made', content, made_by: request.accountId, made_at: now })
  const context = await loadPermitContext(tx, subCase.sub_case_no)
  const told = await statementsOf(tx, subCase)
  await showInTasks(tx, subCase, told.filter(({ state, round }) => state === 'made' || round === statement.round).map(statementLine))
  await tellTaskHolders(tx, { caseFile, subCase }, {
    key: `statement:${subCase.sub_case_no}:${statement.round}`,
    title: content === null ? '当事人放弃陈述申辩' : '当事人已陈述申辩',
    body: `${context.permit.name}（${subCase.sub_case_no}）：${content === null ? '当事人放弃陈述申辩。' : '意见见任务中的“陈述申辩”。'}`
  })
}

/** What is intended against the party and may still be answered today. */
export async function openStatement (tx: Knex, subCase: SubCaseRow, today: CivilDate): Promise<StatementRow | undefined> {
  const statement = await pendingStatement(tx, subCase)
  return statement?.state === 'open' && today <= statement.respond_by ? statement : undefined
}

/** The notice of what is not decided yet: a refusal before the permit has its outcome, a revocation after its post-check. */
async function pendingStatement (tx: Knex, subCase: SubCaseRow): Promise<StatementRow | undefined> {
  if (subCase.outcome === null) return await latestStatement(tx, subCase, 'refuse')
  const check = await findPostCheck(tx, subCase.sub_case_no)
  return check?.state === 'statement-hearing' ? await latestStatement(tx, subCase, 'revoke') : undefined
}

/** What a task shows of it. */
export function statementLine ({ state, content, respond_by: respondBy }: { state: 'open' | 'made' | 'waived', content: string | null, respond_by: string }): { label: string, value: string } {
  return { label: '陈述申辩', value: state === 'open' ? `已事先告知，${respondBy} 前可以提出` : state === 'waived' ? '当事人放弃' : content! }
}

/** What was decided after the party was heard. */
export interface DecidedAfterStatement {
  decision: 'granted' | 'refused' | 'filed' | 'revoked' | 'maintained'
  reasons: string
  decidedBy: { displayName: string }
  decidedAt: Date
}

/** 陈述申辩笔录: written when it is decided, as it says what was made of the statement. */
export async function recordStatement (tx: Knex.Transaction, { subCase, caseFile, permit }: PermitContext, decided: DecidedAfterStatement): Promise<void> {
  const intended = decided.decision === 'revoked' || decided.decision === 'maintained' ? 'revoke' : 'refuse'
  const made = (await statementsOf(tx, subCase)).filter((one) => one.intended === intended && one.state === 'made')
  for (const statement of made) {
    await issueDocument(tx, {
      ...subCaseDocument(subCase),
      kind: 'statement-record',
      purposeKey: `statement-record:${subCase.sub_case_no}:${statement.round}`,
      issuedAt: decided.decidedAt,
      data: {
        speaker: [{ name: caseFile.holder_name, identity: intended === 'refuse' ? '申请人' : '被许可人（备案人）', confirmed: '登录账号提交' }],
        form: 'written',
        taken_at: statement.made_at!,
        recorder: decided.decidedBy.displayName,
        about: statement.document_no,
        statements: statement.content!,
        adopted: adoption(decided, permit.name)
      }
    })
  }
}

function adoption ({ decision, reasons }: DecidedAfterStatement, permitName: string): string {
  switch (decision) {
    case 'refused':
    case 'revoked': return `不予采纳：${reasons}`
    case 'maintained': return `决定不予撤销：${reasons}`
    default: return `予以采纳，准予${permitName}。`
  }
}

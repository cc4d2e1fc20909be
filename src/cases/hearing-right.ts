import type { Knex } from 'knex'
import { loadCalendar } from '../database/calendar.js'
import { lockCase } from '../database/cases.js'
import { answerHearingRight, hearingRightsOf, insertHearingRight, type HearingRightRow } from '../database/hearing-rights.js'
import { notify } from '../database/notifications.js'
import { releaseSays } from '../database/release-resources.js'
import { subCasesOf } from '../database/sub-cases.js'
import { proceduresOfSubCase } from '../database/special-procedures.js'
import { issueDocument } from '../documents/issue-document.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import { candidateGroup } from '../domain/places.js'
import { ServiceError } from '../errors.js'
import { subCaseDocument } from './decision-documents.js'
import { summonToArranged } from './hearing-papers.js'
import { loadPermitContext, subCaseOfPermit, type PermitContext } from './permit-context.js'
import { advanceRendezvous } from './rendezvous.js'
import { showInTasks } from './show-in-tasks.js'
import { callFor, callForAgain } from './special-procedures.js'
import type { LabelledValue } from './task-view/task-view.js'
import { tellTaskHolders } from './tell-task-holders.js'

interface InterestedParty { name: string, relation: string }

export interface ToldRight { party: string | null, documentNo: string, applyBy: CivilDate }

/**
 * 告知听证权利: where a permit touches important interests between the applicant and others, its reviewer tells each of them of the right to a
 * hearing, everybody by a paper of their own (行政许可法第四十七条第一款). Who was told already isn't told again; two of one name are to be told apart.
 * @throws ServiceError `unknown-permit`, `forbidden` for anybody but the reviewer, `hearing-not-possible` with `details.reason`, `bad-request` for
 *   somebody of the name of another one
 */
export async function tellHearingRight (
  tx: Knex.Transaction,
  request: { caseNo: string, permit: string, matter: string, parties: InterestedParty[], actor: { groups: string[] } },
  clock: Clock
): Promise<ToldRight[]> {
  await lockCase(tx, request.caseNo)
  const { sub_case_no: subCaseNo, department, region } = await subCaseOfPermit(tx, request.caseNo, request.permit)
  if (!request.actor.groups.includes(candidateGroup(department, 'reviewer', region))) throw new ServiceError('forbidden')
  const context = await loadPermitContext(tx, subCaseNo)
  const reason = await whyNoHearing(tx, context)
  if (reason !== undefined) throw new ServiceError('hearing-not-possible', { reason })
  const { matter, parties } = request
  const applyBy = await hearingApplyBy(tx, context, clock)
  const told = await hearingRightsOf(tx, subCaseNo)
  const isTold = (name: string | null): boolean => told.some(({ party }) => party === name)
  mustBeDistinct(parties, told)
  if (!isTold(null)) await tellApplicant(tx, context, { matter, applyBy }, clock)
  for (const party of parties.filter(({ name }) => !isTold(name))) await tellParty(tx, context, { party, matter, applyBy }, clock)
  const rights = await hearingRightsOf(tx, subCaseNo)
  await showInTasks(tx, context.subCase, rights.map(hearingRightLine))
  return rights.map((right) => ({ party: right.party, documentNo: right.document_no, applyBy: right.apply_by }))
}

/** Answers find a party by its name: nobody is taken for another one of the same name. */
function mustBeDistinct (parties: InterestedParty[], told: HearingRightRow[]): void {
  const double = parties.find(({ name, relation }, index) =>
    parties.findIndex((other) => other.name === name) < index || told.some((right) => right.party === name && right.relation !== relation))
  if (double === undefined) return
  const problem = `有两位“${double.name}”，请在姓名后注明以便区分，如：${double.name}（3号住户）`
  throw new ServiceError('bad-request', { problems: [{ field: 'parties', label: '利害关系人', problem }] })
}

/** Last day to ask for a hearing, told today. */
export async function hearingApplyBy (tx: Knex, { industry }: PermitContext, clock: Clock): Promise<CivilDate> {
  return endOfLimit(await loadCalendar(tx), civilDateOf(clock.now()), industry.defaults['hearing-apply']!)
}

/** Why nobody can be heard in public about this permit now, or ever; undefined: a hearing is possible. */
export async function whyNoHearing (tx: Knex, { subCase, caseFile, permit }: PermitContext): Promise<string | undefined> {
  if (permit.kind === '备案') return '备案不作许可决定，没有听证'
  if (subCase.outcome !== null) return '本事项已有结果'
  if (subCase.accepted_at === null || subCase.stage === 'preparation') return '受理之后、决定之前才能告知听证权利'
  if (!await releaseSays(tx, caseFile.release_id, ['name="hearing-due"'])) return '本办件开始时的流程没有听证环节，请线下组织听证并在审核意见中写明'
  const hearing = (await proceduresOfSubCase(tx, subCase.sub_case_no)).find(({ kind }) => kind === 'hearing')
  return hearing?.state === 'concluded' ? '本事项的听证已经举行' : undefined
}

async function tellApplicant (tx: Knex.Transaction, { subCase, caseFile, permit }: PermitContext, told: { matter: string, applyBy: CivilDate }, clock: Clock): Promise<void> {
  const purposeKey = `hearing-right:${subCase.sub_case_no}`
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase), kind: 'hearing-notice', purposeKey, issuedAt: clock.now(), data: { stage: 'right', matter: told.matter, apply_by: told.applyBy }
  })
  await insertHearingRight(tx, { sub_case_no: subCase.sub_case_no, party: null, relation: null, document_no: documentNo, told_at: clock.now(), apply_by: told.applyBy })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: subCase.case_no,
    dedupeKey: purposeKey,
    title: '您有权要求听证',
    body: `${permit.name}（${subCase.sub_case_no}）涉及您与他人之间的重大利益，您可以在 ${told.applyBy} 前要求听证，详见${documentNo}。`
  })
}

async function tellParty (
  tx: Knex.Transaction, { subCase }: PermitContext, told: { party: InterestedParty, matter: string, applyBy: CivilDate }, clock: Clock
): Promise<void> {
  const { party, matter, applyBy } = told
  const { documentNo } = await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'interested-party-notice',
    purposeKey: `interested-party:${subCase.sub_case_no}:${party.name}`,
    issuedAt: clock.now(),
    data: { party: [party], matter, apply_by: applyBy }
  })
  await insertHearingRight(tx, { sub_case_no: subCase.sub_case_no, party: party.name, relation: party.relation, document_no: documentNo, told_at: clock.now(), apply_by: applyBy })
}

export interface OpenHearingRight { permit: string, party: string | null, relation: string | null, documentNo: string, toldOn: CivilDate, applyBy: CivilDate }

/** Who was told of the right to a hearing about an undecided permit of the case and has said nothing yet, for who writes down what they say. */
export async function openHearingRightsOf (tx: Knex, caseNo: string): Promise<OpenHearingRight[]> {
  const undecided = (await subCasesOf(tx, caseNo)).filter(({ outcome }) => outcome === null)
  const rights = await Promise.all(undecided.map(async ({ sub_case_no: subCaseNo, permit }) => (await hearingRightsOf(tx, subCaseNo)).map((right) => ({ permit, ...right }))))
  return rights.flat().filter(({ state }) => state === 'open').map(({ permit, party, relation, document_no: documentNo, told_at: toldAt, apply_by: applyBy }) =>
    ({ permit, party, relation, documentNo, toldOn: civilDateOf(toldAt), applyBy }))
}

export interface HearingAnswer { caseNo: string, permit: string, isWanted: boolean, reason: string | null, accountId: number }

/**
 * The applicant asks for a hearing, or waives it: once, until the last day is over.
 * @throws ServiceError `unknown-permit`, `no-open-hearing-right`
 */
export async function answerHearingRightOnline (tx: Knex.Transaction, answer: HearingAnswer, clock: Clock): Promise<void> {
  await takeAnswer(tx, { ...answer, party: null, on: civilDateOf(clock.now()) }, clock)
}

/**
 * What an interested party, or an applicant without account, has said on paper or at the window, written down by the permit's reviewer or the
 * window. `on`: the day it was said, which is what has to be in time.
 * @throws ServiceError `unknown-permit`, `forbidden`, `no-open-hearing-right`
 */
export async function recordHearingAnswer (
  tx: Knex.Transaction, answer: HearingAnswer & { party: string | null, on: CivilDate, actor: { groups: string[] } }, clock: Clock
): Promise<void> {
  const caseFile = await lockCase(tx, answer.caseNo)
  const { department, region } = await subCaseOfPermit(tx, answer.caseNo, answer.permit)
  const recorders = [candidateGroup(department, 'reviewer', region), candidateGroup('gov-services', 'intake', caseFile.region)]
  if (!recorders.some((group) => answer.actor.groups.includes(group))) throw new ServiceError('forbidden')
  await takeAnswer(tx, answer, clock)
}

async function takeAnswer (tx: Knex.Transaction, answer: HearingAnswer & { party: string | null, on: CivilDate }, clock: Clock): Promise<void> {
  await lockCase(tx, answer.caseNo)
  const { sub_case_no: subCaseNo } = await subCaseOfPermit(tx, answer.caseNo, answer.permit)
  const context = await loadPermitContext(tx, subCaseNo)
  const today = civilDateOf(clock.now())
  const answered = (await hearingRightsOf(tx, subCaseNo)).filter(({ party, state, told_at: toldAt, apply_by: applyBy }) =>
    party === answer.party && state === 'open' && answer.on >= civilDateOf(toldAt) && answer.on <= today && answer.on <= applyBy)
  const right = answered.at(-1)
  if (right === undefined || await whyNoHearing(tx, context) !== undefined) throw new ServiceError('no-open-hearing-right')
  for (const one of answered) {
    await answerHearingRight(tx, one, {
      state: answer.isWanted ? 'requested' : 'waived', reason: answer.reason, answered_on: answer.on, recorded_by: answer.accountId, recorded_at: clock.now()
    })
  }
  if (answer.isWanted) {
    await openHearing(tx, context, right, answer.reason)
    await summonToArranged({ tx, clock }, `${subCaseNo}-hearing`)
  }
  await showInTasks(tx, context.subCase, (await hearingRightsOf(tx, subCaseNo)).map(hearingRightLine))
  await tellDepartment(tx, context, { right, isWanted: answer.isWanted })
  await advanceRendezvous(tx, answer.caseNo, clock)
}

/** Held once, however many ask for it; the applicant isn't told by whom. */
async function openHearing (tx: Knex.Transaction, { subCase, caseFile, permit }: PermitContext, { party }: HearingRightRow, reason: string | null): Promise<void> {
  const demand = `${partyName(party)}要求听证${reason === null ? '' : `：${reason}`}`
  if (!await callForAgain(tx, subCase, 'hearing', demand)) await callFor(tx, subCase, 'hearing', demand)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: subCase.case_no,
    dedupeKey: `hearing-requested:${subCase.sub_case_no}`,
    title: '将举行听证',
    body: `${permit.name}（${subCase.sub_case_no}）有人要求听证，机关将在二十个工作日内组织，时间另行通知。`
  })
}

async function tellDepartment (tx: Knex.Transaction, { subCase, caseFile, permit }: PermitContext, { right, isWanted }: { right: HearingRightRow, isWanted: boolean }): Promise<void> {
  await tellTaskHolders(tx, { caseFile, subCase }, {
    key: `hearing-right:${subCase.sub_case_no}:${right.round}`,
    title: isWanted ? '有人要求听证' : '放弃听证',
    body: `${permit.name}（${subCase.sub_case_no}）：${partyName(right.party)}${isWanted ? '要求听证，应当在二十个工作日内组织。' : '放弃听证。'}`
  })
}

function partyName (party: string | null): string {
  return party === null ? '申请人' : `利害关系人${party}`
}

const stateWords = { open: '前可以要求听证', requested: '要求听证', waived: '放弃听证' } as const

/** What a task shows of it. */
export function hearingRightLine ({ party, state, apply_by: applyBy, answered_on: answeredOn }: HearingRightRow): LabelledValue {
  return { label: '听证权利', value: `${partyName(party)}：${answeredOn ?? applyBy} ${stateWords[state]}` }
}

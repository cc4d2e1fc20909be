import type { Knex } from 'knex'
import { loadCalendar } from '../../database/calendar.js'
import { materialReceiptsOf } from '../../database/case-materials.js'
import type { CaseRow } from '../../database/cases.js'
import { deficiencyItemsOf, setDeficiencyState } from '../../database/deficiencies.js'
import { notify } from '../../database/notifications.js'
import { addMessage } from '../../database/outbox.js'
import { releaseOf } from '../../database/releases.js'
import { subCasesOf, updateSubCase, type SubCaseRow } from '../../database/sub-cases.js'
import { issueDocument } from '../../documents/issue-document.js'
import { isAcceptanceDeemed, type FormalCheck } from '../../domain/formal-check.js'
import { organName } from '../../domain/organs.js'
import { civilDateOf, type CivilDate } from '../../domain/time.js'
import type { WorkCalendar } from '../../domain/working-days.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { recordClockEvents, setDueDates } from '../clock.js'
import { onceKey, subCaseDocument } from '../decision-documents.js'
import { formalCheckFor, isSilent } from '../formal-check.js'
import { lastReceiptAt } from '../last-receipt.js'
import { loadPermitContext, permitOf, type PermitContext } from '../permit-context.js'
import { issueToleranceLetter } from '../tolerated-materials.js'

/**
 * 视为受理: a permit about which nothing was told by the end of the fifth working day is accepted from the day on which its materials were
 * received, and nothing can be asked for any more (行政许可法第三十二条第一款第四项).
 */
export async function deemAcceptances (context: WorkerContext, caseFile: CaseRow): Promise<void> {
  const { tx, clock } = context
  const industry = await releaseOf(tx, caseFile.release_id)
  const calendar = await loadCalendar(tx)
  for (const subCase of await subCasesOf(tx, caseFile.case_no)) {
    if (!isSilent(subCase, permitOf(industry, subCase.permit)) && !await isUntold(tx, subCase)) continue
    const check = await formalCheckFor(tx, { subCase, caseFile, industry }, calendar)
    if (isAcceptanceDeemed(check, clock.now())) await deemAccepted(context, await loadPermitContext(tx, subCase.sub_case_no), check, calendar)
  }
}

/** What was found but not told in time counts for nothing: telling is what the law asks for. */
async function isUntold (tx: Knex, { sub_case_no: subCaseNo, accepted_at: acceptedAt, outcome }: SubCaseRow): Promise<boolean> {
  return acceptedAt === null && outcome === null && (await deficiencyItemsOf(tx, { subCaseNo }, ['found'])).length > 0
}

async function deemAccepted (context: WorkerContext, permitContext: PermitContext, { receivedOn, endsOn }: FormalCheck, calendar: WorkCalendar): Promise<void> {
  const { tx, clock } = context
  const { subCase, caseFile, permit } = permitContext
  const { case_no: caseNo, sub_case_no: subCaseNo } = subCase
  const once = onceKey('acceptance-deemed', subCase)
  const deemedAt = clock.now()
  const receivedAt = await lastReceiptAt(tx, permitContext)
  const untold = await deficiencyItemsOf(tx, { subCaseNo }, ['found'])
  await setDeficiencyState(tx, untold.map(({ id }) => id), 'dropped')
  await updateSubCase(tx, subCaseNo, { state: 'accepted', accepted_at: receivedAt, acceptance_deemed_at: deemedAt })
  const running = await recordClockEvents(tx, permitContext, [{ type: 'received', at: receivedAt }, { type: 'accepted', at: receivedAt, isDeemed: true }])
  const due = await setDueDates(tx, running, permitContext, { at: deemedAt, calendar })
  await writeDown(context, permitContext, { purposeKey: once, receivedOn, deemedAt, endsOn })
  await issueToleranceLetter(tx, permitContext, due, deemedAt)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo,
    dedupeKey: once,
    title: '事项已视为受理',
    body: `${permit.name}（${subCaseNo}）的审批部门逾期未告知补正，依法自收到材料之日起视为受理，您不必再补正材料。`
  })
  await addMessage(tx, { name: 'acceptance-deemed', correlationKey: subCaseNo, variables: {}, dedupeKey: once, caseNo, manner: 'correlate' })
  if (untold.length > 0) await addMessage(tx, { name: 'permit-supplemented', correlationKey: subCaseNo, variables: {}, dedupeKey: `${once}:untold`, caseNo, manner: 'correlate' })
}

/** 视为受理记录, in the silent organ's name. */
async function writeDown (
  { tx }: WorkerContext, permitContext: PermitContext, { purposeKey, receivedOn, deemedAt, endsOn }: { purposeKey: string, receivedOn: CivilDate, deemedAt: Date, endsOn: CivilDate }
): Promise<void> {
  const { subCase, industry, permit } = permitContext
  await issueDocument(tx, {
    ...subCaseDocument(subCase),
    kind: 'deemed-acceptance',
    purposeKey,
    issuedAt: deemedAt,
    data: {
      received_at: receivedOn,
      silent_agency: [{ department: organName(industry, subCase.department, subCase.region), permit: permit.name }],
      materials_at: await receivedMaterials(tx, permitContext, receivedOn),
      told_by: endsOn
    }
  })
}

/** Each with its own day; where nothing was handed in by itself, the application as a whole. */
async function receivedMaterials (tx: Knex, { subCase, permit, materials }: PermitContext, receivedOn: CivilDate) {
  const receipts = await materialReceiptsOf(tx, subCase.case_no)
  const received = materials.flatMap(({ id, name }) => {
    const at = receipts.get(id)
    return at === undefined ? [] : [{ permit: permit.name, material: name, received_on: civilDateOf(at) }]
  })
  return received.length === 0 ? [{ permit: permit.name, received_on: receivedOn }] : received
}

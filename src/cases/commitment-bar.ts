import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import type { Account } from '../database/accounts.js'
import { loadCalendar } from '../database/calendar.js'
import { barInForce, insertCommitmentBar, lockCommitmentBar, setBarLifted, visibleBars, type CommitmentBarRow } from '../database/commitment-bars.js'
import { notify } from '../database/notifications.js'
import { releaseReader } from '../database/releases.js'
import { isInForce } from '../domain/commitment-bar.js'
import type { RevocationGround } from '../domain/revocation.js'
import { permitName } from '../domain/subject-names.js'
import { civilDateOf, type CivilDate, type Clock } from '../domain/time.js'
import { endOfLimit } from '../domain/working-days.js'
import { candidateGroup } from '../domain/places.js'
import { ServiceError } from '../errors.js'
import { loadPermitContext, permitOf, type PermitContext } from './permit-context.js'

/**
 * 限制再用告知承诺: only once it is decided that a commitment was untrue or not kept, with its reason, document and end; whatever else may be applied
 * for stays open. How long is the city's to set 〔待核〕.
 */
export async function barCommitments (
  tx: Knex, { subCase, caseFile, permit, industry }: PermitContext, { ground, documentNo, decidedOn }: { ground: RevocationGround, documentNo: string, decidedOn: CivilDate }
): Promise<void> {
  const endsOn = endOfLimit(await loadCalendar(tx), decidedOn, industry.defaults['commitment-bar']!)
  await insertCommitmentBar(tx, {
    sub_case_no: subCase.sub_case_no,
    holder_usci: caseFile.holder_usci,
    holder_name: caseFile.holder_name,
    department: subCase.department,
    region: subCase.region,
    ground,
    document_no: documentNo,
    begins_on: decidedOn,
    ends_on: endsOn
  })
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `commitment-bar:${subCase.sub_case_no}`,
    title: '暂不能以告知承诺方式申请',
    body: `因${permit.name}（${subCase.sub_case_no}）的承诺${ground === 'fraud' ? '不实' : '逾期未履行'}（${documentNo}），至 ${endsOn} 不能以告知承诺方式申请；一般程序不受影响。可以申请信用修复，由作出认定的部门提前解除。`
  })
}

/**
 * Whoever applies for the holder, from whatever account. The document is not told: a credit code is no secret, so anybody could ask.
 * @throws ServiceError `commitment-barred`, `details` = { until, permits: [{ permit, permitName }] }
 */
export async function mustNotBeBarred (tx: Knex, industry: PublishedIndustry, { holderUsci, permits, today }: { holderUsci: string, permits: string[], today: CivilDate }): Promise<void> {
  if (permits.length === 0) return
  const bar = await barInForce(tx, holderUsci, today)
  if (bar === undefined) return
  throw new ServiceError('commitment-barred', { until: bar.ends_on, permits: permits.map((permit) => ({ permit, permitName: permitOf(industry, permit).name })) })
}

/** With its case, and the name of the permit that was revoked. */
export interface NamedBar extends CommitmentBarRow { case_no: string, permit_name: string }

/** What `visibleBars` finds, with names. */
export async function namedBars (tx: Knex, account: Account): Promise<NamedBar[]> {
  const readRelease = releaseReader(tx)
  const bars: NamedBar[] = []
  for (const bar of await visibleBars(tx, account)) bars.push({ ...bar, permit_name: permitName(await readRelease(bar.release_id), bar.permit) })
  return bars
}

/**
 * 信用修复: lifted before its end by the approver of the department that has decided, with reasons.
 * @returns with `barred_until`: the end of another bar that the holder is under all the same, null when there is none
 * @throws ServiceError `commitment-bar-not-found`, `forbidden`, `commitment-bar-over`
 */
export async function liftBar (
  tx: Knex.Transaction, { subCaseNo, reason, actor }: { subCaseNo: string, reason: string, actor: { login: string, groups: string[] } }, clock: Clock
): Promise<NamedBar & { barred_until: CivilDate | null }> {
  const bar = await lockCommitmentBar(tx, subCaseNo)
  if (bar === undefined) throw new ServiceError('commitment-bar-not-found')
  if (!isLifter(actor, bar)) throw new ServiceError('forbidden')
  const now = clock.now()
  const today = civilDateOf(now)
  if (!isInForce(bar, today)) throw new ServiceError('commitment-bar-over')
  const lifting = { lifted_at: now, lifted_by: actor.login, lifting_reason: reason }
  await setBarLifted(tx, subCaseNo, lifting)
  const barredUntil = (await barInForce(tx, bar.holder_usci, today))?.ends_on ?? null
  const { caseFile, permit } = await loadPermitContext(tx, subCaseNo)
  await notify(tx, {
    accountId: caseFile.account_id,
    caseNo: caseFile.case_no,
    dedupeKey: `commitment-bar-lifted:${subCaseNo}`,
    title: barredUntil === null ? '可以再以告知承诺方式申请' : '一项告知承诺限制已解除，另有限制',
    body: `${permit.name}（${subCaseNo}）引起的限制已解除，${barredUntil === null ? '可以再以告知承诺方式申请' : `因另一项限制，至 ${barredUntil} 仍不能以告知承诺方式申请`}。解除的理由：${reason}`
  })
  return { ...bar, ...lifting, barred_until: barredUntil, case_no: caseFile.case_no, permit_name: permit.name }
}

/** The approver of the department that has decided. */
export function isLifter (actor: { groups: string[] }, bar: Pick<CommitmentBarRow, 'department' | 'region'>): boolean {
  return actor.groups.includes(candidateGroup(bar.department, 'approver', bar.region))
}

import type { Knex } from 'knex'
import type { Account } from '../../database/accounts.js'
import { addAuditEntry } from '../../database/audit.js'
import { absentAccountOf, addAbsence, removeAbsence } from '../../database/inspector-absences.js'
import { inspectorByAccount, inspectorByLogin, type InspectorInGroups } from '../../database/inspector-groups.js'
import { regionsWithRole } from '../../domain/groups.js'
import type { TimeRange } from '../../domain/inspection-slots.js'
import type { Clock } from '../../domain/time.js'
import { ServiceError } from '../../errors.js'

const longestAbsenceMs = 366 * 86_400_000

/** Who organises visits in the inspector's region keeps their absences, and they themselves. */
export function mayKeepAbsencesOf (account: Pick<Account, 'id' | 'groups'>, inspector: Pick<InspectorInGroups, 'accountId' | 'groups'>): boolean {
  const organised = regionsWithRole(account.groups, ['organiser'])
  return account.id === inspector.accountId || regionsWithRole(inspector.groups, ['inspector']).some((region) => organised.includes(region))
}

/**
 * Notes that an inspector isn't there: no visit is proposed or confirmed with them in that time.
 * @throws ServiceError `absence-not-found` for nobody that the account keeps absences of, `inspector-busy`, `bad-request` for a time that is over or endless
 */
export async function noteAbsence (tx: Knex.Transaction, account: Account, { login, during }: { login: string, during: TimeRange }, clock: Clock): Promise<{ id: number, isNew: boolean }> {
  const inspector = await inspectorByLogin(tx, login)
  if (inspector === undefined || !mayKeepAbsencesOf(account, inspector)) throw new ServiceError('absence-not-found')
  const problem = problemOf(during, clock.now())
  if (problem !== undefined) throw new ServiceError('bad-request', { problems: [{ field: 'until', label: '结束时间', problem }] })
  const noted = await addAbsence(tx, { accountId: inspector.accountId, department: inspector.groups[0]!.split('.')[0]!, during })
  if (noted.isNew) await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'note-absence', subject: login, detail: { from: during.from, until: during.until } })
  return noted
}

/** @throws ServiceError `absence-not-found` */
export async function cancelAbsence (tx: Knex.Transaction, account: Account, id: number, clock: Clock): Promise<void> {
  const accountId = await absentAccountOf(tx, id)
  const inspector = accountId === undefined ? undefined : await inspectorByAccount(tx, accountId)
  if (inspector === undefined || !mayKeepAbsencesOf(account, inspector)) throw new ServiceError('absence-not-found')
  await removeAbsence(tx, id)
  await addAuditEntry(tx, { at: clock.now(), accountId: account.id, action: 'cancel-absence', subject: inspector.login })
}

function problemOf ({ from, until }: TimeRange, now: Date): string | undefined {
  if (until <= from) return '须晚于开始时间'
  if (until <= now) return '已经过去'
  return until.getTime() - from.getTime() > longestAbsenceMs ? '一次最长登记一年' : undefined
}

import type { Knex } from 'knex'

export interface NoticeRow {
  notice_no: string
  case_no: string
  round: number
  state: 'pending' | 'open' | 'submitted' | 'expired' | 'closed'
  due_at: Date | null
  issued_at: Date | null
}

export async function noticeOf (tx: Knex, noticeNo: string): Promise<NoticeRow> {
  const row = await tx('supplement_notice').where({ notice_no: noticeNo }).first<NoticeRow | undefined>()
  if (row === undefined) throw new Error(`no notice ${noticeNo}`)
  return row
}

/** The case's notice that waits for the applicant or is about to be issued. At most one (supplement_notice_one_open). */
export async function openNoticeOf (tx: Knex, caseNo: string): Promise<NoticeRow | undefined> {
  return await tx('supplement_notice').where({ case_no: caseNo }).whereIn('state', ['pending', 'open']).first<NoticeRow | undefined>()
}

/** Its time is over, whether or not its flow has noticed. */
export function hasLapsed ({ due_at: dueAt }: NoticeRow, now: Date): boolean {
  return dueAt !== null && dueAt < now
}

/** When what a permit was last told to mend came in; undefined while it has been told nothing or has handed in nothing. */
export async function supplementedAt (tx: Knex, subCaseNo: string): Promise<Date | undefined> {
  const row = await tx('supplement_notice').join('deficiency_item', 'deficiency_item.notice_no', 'supplement_notice.notice_no')
    .where('deficiency_item.sub_case_no', subCaseNo).whereIn('deficiency_item.state', ['answered', 'settled'])
    .max('supplement_notice.ended_at as at').first<{ at: Date | null } | undefined>()
  return row?.at ?? undefined
}

/** Opens the next round's notice, not yet issued. Its number is the case's with the round: `<caseNo>-N1`. */
export async function insertNotice (tx: Knex, caseNo: string): Promise<NoticeRow> {
  const { rounds } = await tx('supplement_notice').where({ case_no: caseNo }).max('round as rounds').first() as { rounds: number | null }
  const round = (rounds ?? 0) + 1
  const [row] = await tx('supplement_notice')
    .insert({ notice_no: `${caseNo}-N${round}`, case_no: caseNo, round, state: 'pending' }).returning('*') as [NoticeRow]
  return row
}

export async function updateNotice (
  tx: Knex, noticeNo: string, changes: Partial<Pick<NoticeRow, 'state' | 'due_at' | 'issued_at'>> & { ended_at?: Date }
): Promise<void> {
  await tx('supplement_notice').where({ notice_no: noticeNo }).update(changes)
}

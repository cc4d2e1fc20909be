import type { Knex } from 'knex'
import type { PastCase } from '../domain/replay/past-case.js'

/** Which cases: of an industry, submitted since then, at most so many of the newest. */
export interface PastCaseQuery { industry: string, since?: Date | undefined, most: number }

/** `leftOut`: older ones that the query would fit. */
export interface PastCases { byRelease: Map<number, PastCase[]>, leftOut: number }

interface PastCaseRow extends Omit<PastCase, 'facts'> { releaseId: number, answers: object, form: object }

/** Submitted cases with what rules need of them, by the release that they ran on, newest first. What is said in them goes nowhere else. */
export async function pastCasesOf (database: Knex, { industry, since, most }: PastCaseQuery): Promise<PastCases> {
  const wanted = (): Knex.QueryBuilder => database('case_file').where({ industry }).where((query) => { if (since !== undefined) query.where('submitted_at', '>=', since) })
  const permitsOf = (only: object): Knex.QueryBuilder => database('sub_case').whereRaw('sub_case.case_no = case_file.case_no').where(only)
    .select(database.raw('coalesce(array_agg(permit ORDER BY ordinal), \'{}\')'))
  const rows = await wanted().orderBy('submitted_at', 'desc').limit(most)
    .select({ caseNo: 'case_no', releaseId: 'release_id', submittedAt: 'submitted_at', channel: 'channel', answers: 'answers', form: 'form' })
    .select({ permits: permitsOf({}), commitments: permitsOf({ is_commitment: true }) }) as PastCaseRow[]
  const [{ count }] = await wanted().count({ count: '*' }) as [{ count: string }]
  const byRelease = new Map<number, PastCase[]>()
  for (const { releaseId, answers, form, ...row } of rows) {
    if (!byRelease.has(releaseId)) byRelease.set(releaseId, [])
    byRelease.get(releaseId)!.push({ ...row, facts: { ...answers, ...form } })
  }
  return { byRelease, leftOut: Number(count) - rows.length }
}

import type { Knex } from 'knex'
import type { PublishedIndustry } from '../catalogue/types.js'
import { loadCalendar } from '../database/calendar.js'
import { pastCasesOf } from '../database/past-cases.js'
import { latestRelease, releaseOf } from '../database/releases.js'
import { generateCases } from '../domain/replay/generated-cases.js'
import { mergeReports, replay, type ReplayReport } from '../domain/replay/replay.js'

/** What stood in for the past: cases that were submitted, or made-up ones. */
export interface DraftReplay { industry: string, name: string, source: 'past' | 'generated', /** Older cases that were not looked at. */ leftOut: number, report: ReplayReport }

export interface ReplayOrder { since?: Date | undefined, most: number, generate?: number | undefined, seed: number, now: Date }

/** How many are made up when nothing has happened yet. */
const usualGenerated = 200
const yearMs = 365 * 24 * 60 * 60 * 1000

/**
 * 改革前重演: the cases of an industry, each against the release that it ran on, or made-up ones of the current release, as a draft would have had them.
 * @returns undefined before the industry's first release
 */
export async function replayDraft (database: Knex, draft: PublishedIndustry, order: ReplayOrder): Promise<DraftReplay | undefined> {
  const current = await latestRelease(database, draft.id)
  if (current === undefined) return undefined
  const calendar = await loadCalendar(database)
  const { byRelease, leftOut } = order.generate === undefined
    ? await pastCasesOf(database, { industry: draft.id, since: order.since, most: order.most })
    : { byRelease: new Map<number, never[]>(), leftOut: 0 }
  const about = { industry: draft.id, name: draft.name, leftOut }
  if (byRelease.size > 0) {
    const reports = await Promise.all([...byRelease].map(async ([releaseId, cases]) => replay(await releaseOf(database, releaseId), draft, cases, calendar)))
    return { ...about, source: 'past', report: mergeReports(reports) }
  }
  if (order.generate === undefined && order.since !== undefined) return { ...about, source: 'past', report: mergeReports([]) }
  const before = await releaseOf(database, current.id)
  return { ...about, source: 'generated', report: replay(before, draft, madeUp(before, draft, order), calendar) }
}

/** Spread over the year before. */
function madeUp (industry: PublishedIndustry, draft: PublishedIndustry, { generate = usualGenerated, seed, now }: ReplayOrder): ReturnType<typeof generateCases> {
  return generateCases(industry, { count: generate, seed, from: new Date(now.getTime() - yearMs), until: now, draft })
}

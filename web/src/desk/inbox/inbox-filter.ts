import type { LocationQuery } from 'vue-router'

export const tabs = [
  { id: 'all', name: '全部' }, { id: 'mine', name: '我的' }, { id: 'unclaimed', name: '待签收' }, { id: 'overdue', name: '已逾期' }
] as const
export type TabId = typeof tabs[number]['id']

/** What of the inbox is shown; kept in the page's address. */
export interface InboxFilter { tab: TabId, permit: string, q: string }

export function filterOf ({ tab, permit, q }: LocationQuery): InboxFilter {
  return { tab: tabs.find(({ id }) => id === tab)?.id ?? 'all', permit: typeof permit === 'string' ? permit : '', q: typeof q === 'string' ? q : '' }
}

export function queryOf ({ tab, permit, q }: InboxFilter): Record<string, string> {
  return { ...(tab === 'all' ? {} : { tab }), ...(permit === '' ? {} : { permit }), ...(q === '' ? {} : { q }) }
}

/** The same as the API asks for it. */
export function apiQuery ({ tab, permit, q }: InboxFilter, page: { limit: number, cursor: string | null }): string {
  const query = new URLSearchParams({ limit: String(page.limit) })
  if (page.cursor !== null) query.set('cursor', page.cursor)
  if (permit !== '') query.set('permit', permit)
  if (q !== '') query.set('q', q)
  if (tab === 'mine' || tab === 'unclaimed') query.set('claim', tab)
  if (tab === 'overdue') query.set('dueBefore', new Date().toISOString())
  return query.toString()
}

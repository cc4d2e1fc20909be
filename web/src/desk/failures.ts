import { ApiFailure, messageOf } from '../api/client.ts'
import { inMinutes } from '../components/dates.ts'

/** What the API refused, with its reasons: why a decision is unlawful, who has the task, who did it and when. */
export function failureInWords (error: unknown): string {
  if (!(error instanceof ApiFailure)) return messageOf(error)
  const { reason, by, at, state } = error.details as { reason?: string, by?: string | null, at?: string | null, state?: string }
  switch (error.code) {
    case 'task-done':
      if (state === 'canceled') return `任务已经撤销${at ? `（${inMinutes(at)}）` : ''}：事项已撤回或者另行办结`
      return `任务已${by ? `由${by}` : ''}${at ? `于 ${inMinutes(at)} ` : ''}办结`
    case 'task-claimed-by-other': return by ? `任务已由${by}签收` : error.message
    default: return reason === undefined ? error.message : `${error.message}：${reason}`
  }
}

import { ApiFailure, ask } from '../../api/client.ts'
import type { TaskDetail, VisitsOfCase } from '../../api/types.ts'
import { forgetInspection, keepInspection, keptInspection, keptPhotos, type KeptInspection } from './device-store.ts'

/** The task of an inspection as the server has it, kept on this device; where there is no network as it was kept. @throws ApiFailure */
export async function openInspection (login: string, taskKey: string, signal: AbortSignal): Promise<KeptInspection> {
  const kept = await keptInspection(login, taskKey).catch(() => undefined)
  try {
    const task = await ask<TaskDetail>('GET', `/tasks/${encodeURIComponent(taskKey)}`, { signal, as: login })
    const inspection = { login, taskKey, task, team: await teamOf(task, signal), submission: kept?.submission ?? null }
    await remember(inspection)
    return inspection
  } catch (error) {
    if (kept === undefined || !(error instanceof ApiFailure) || error.code !== 'offline') throw error
    return kept
  }
}

/** Nothing of a task that is over stays here, once everything is sent. */
async function remember (inspection: KeptInspection): Promise<void> {
  const { login, taskKey, task } = inspection
  try {
    if (task.state === 'created') await keepInspection(inspection)
    else if ((await keptPhotos(login, taskKey)).length === 0) await forgetInspection(login, taskKey)
  } catch {}
}

async function teamOf ({ caseNo, visitNo }: TaskDetail, signal: AbortSignal): Promise<string[]> {
  const { visits } = await ask<VisitsOfCase>('GET', `/cases/${caseNo}/visits`, { signal })
  return visits.find((visit) => visit.visitNo === visitNo)?.team.map(({ name }) => name) ?? []
}

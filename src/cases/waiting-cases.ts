import type { Knex } from 'knex'
import { elementNamesOf, latestRelease, releaseOf } from '../database/releases.js'
import { waitingTasks } from '../database/supervision.js'
import { ServiceError } from '../errors.js'

/** Where the cases of an industry wait for people, process by process, the fullest in front; names are those of the newest release. */
export async function waitingByProcess (database: Knex, industryId: string) {
  const release = await latestRelease(database, industryId)
  if (release === undefined) throw new ServiceError('unknown-industry')
  const names = await elementNamesOf(database, release.id)
  const waiting = await waitingTasks(database, industryId)
  return {
    industry: industryId,
    name: (await releaseOf(database, release.id)).name,
    processes: [...new Set(waiting.map(({ processId }) => processId))].map((processId) => ({
      processId,
      name: names[processId]?.[processId] ?? processId,
      elements: waiting.filter((one) => one.processId === processId)
        .map(({ elementId, waiting, oldest }) => ({ elementId, name: names[processId]?.[elementId] ?? elementId, waiting, oldest }))
    }))
  }
}

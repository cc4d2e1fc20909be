import { setTimeout as delay } from 'node:timers/promises'
import { HttpFailure, type HttpSession } from '../../src/demo/http-session.js'

/** How often each kind of trouble was met: an error code of the API, or `unreachable`. */
export type Troubles = Map<string, number>

const pauseMs = 500
const patienceMs = 180_000

/** Asks again, as a person does who reads "try again later", for as long as the platform or a part of it is away. Counts what it met. */
export function patientSession (session: HttpSession, troubles: Troubles): HttpSession {
  async function untilServed<T> (ask: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + patienceMs
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        const trouble = troubleOf(error)
        troubles.set(trouble ?? describe(error), (troubles.get(trouble ?? describe(error)) ?? 0) + 1)
        if (trouble === undefined || Date.now() > deadline) throw error
        await delay(pauseMs)
      }
    }
  }
  return {
    get: async (path) => await untilServed(async () => await session.get(path)),
    post: async (path, body, headers) => await untilServed(async () => await session.post(path, body, headers)),
    put: async (path, body) => await untilServed(async () => await session.put(path, body)),
    upload: async (path, file) => await untilServed(async () => await session.upload(path, file)),
    download: async (path) => await untilServed(async () => await session.download(path))
  }
}

/** The API's error code of a failure; undefined when it isn't the API's. */
export function codeOf (error: unknown): string | undefined {
  return error instanceof HttpFailure ? (error.body as { code?: string } | undefined)?.code : undefined
}

function troubleOf (error: unknown): string | undefined {
  if (error instanceof HttpFailure) return error.status === 503 ? codeOf(error) : undefined
  // fetch's own words for a connection that could not be made or broke
  return error instanceof TypeError ? 'unreachable' : undefined
}

function describe (error: unknown): string {
  return codeOf(error) ?? (error as Error).message
}

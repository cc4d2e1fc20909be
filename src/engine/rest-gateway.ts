import { parseEngineJson } from './engine-json.js'
import type { EngineCredentials } from './engine-client.js'
import { EngineRefused, EngineUnavailable, exhausted, isTooLarge } from './errors.js'

export interface RestGateway {
  /** @throws EngineUnavailable, EngineRefused */
  send (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  sendForm (path: string, form: FormData): Promise<unknown>
}

interface Problem { title?: string, detail?: string }

/** The engine's REST interface (`/v2`); answers are parsed with keys as strings. */
export function createRestGateway ({ restAddress, credentials, timeoutMs }: {
  restAddress: string, credentials: EngineCredentials | undefined, timeoutMs: number
}): RestGateway {
  const base = restAddress.replace(/\/$/, '')
  const login: Record<string, string> = credentials === undefined
    ? {}
    : { authorization: `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}` }

  async function request (path: string, init: RequestInit): Promise<unknown> {
    let response: Response
    let text: string
    try {
      response = await fetch(`${base}/v2${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) })
      text = await response.text()
    } catch (cause) {
      throw new EngineUnavailable(`the engine at ${base} did not answer`, { cause })
    }
    if (response.ok) return text === '' ? undefined : parseEngineJson(text)
    throw refusalOf(response.status, text)
  }

  return {
    // The type is needed without a body, too: 8.6 answers 415 otherwise.
    send: async (method, path, body) => await request(path, {
      method, headers: { ...login, 'content-type': 'application/json' }, body: body === undefined ? null : JSON.stringify(body)
    }),
    sendForm: async (path, form) => await request(path, { method: 'POST', headers: login, body: form })
  }
}

function refusalOf (status: number, text: string): Error {
  const { title, detail } = problemOf(text)
  const words = detail ?? title ?? `HTTP ${status}`
  if (isTooLarge(`${title ?? ''} ${words}`)) return new EngineRefused('invalid', words)
  if (status === 404) return new EngineRefused('not-found', words)
  if (status === 409) return new EngineRefused('conflict', words)
  if (status === 429 || title === 'RESOURCE_EXHAUSTED') return exhausted(words)
  if (status >= 500) return new EngineUnavailable(words)
  return new EngineRefused('invalid', words)
}

function problemOf (text: string): Problem {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return {}
  }
}

import type { Scope } from './scope.js'
import { setByTheRun } from './set-by-the-run.js'

export interface EngineAddresses {
  /** `host:port` */
  grpcAddress: string
  /** `http://host:port` */
  restAddress: string
  /** `http://host:port`; `POST /actuator/clock/add {"offsetMilli": N}` moves the engine's clock. */
  managementAddress: string
}

/**
 * The one real engine of this test run. Test files that import this run one after the other. What they leave running is cancelled
 * and the clock set back when the file calls `cleanEngine`.
 */
export function engineAddresses (): EngineAddresses {
  return {
    grpcAddress: setByTheRun('ONELICENCE_TEST_ENGINE_GRPC'),
    restAddress: setByTheRun('ONELICENCE_TEST_ENGINE_REST'),
    managementAddress: setByTheRun('ONELICENCE_TEST_ENGINE_MANAGEMENT')
  }
}

/** The engine for one test: at its end all process instances are cancelled and the engine's clock is set back. */
export function testEngine (t: Scope): EngineAddresses {
  t.teardown(cleanEngine)
  return engineAddresses()
}

/** Sends the engine's records to a feed of the test (`http://127.0.0.1:port`) from now until its end. */
export async function receiveRecords (t: Scope, feed: { url: string, username: string, password: string }): Promise<void> {
  const { id } = await askRelay('POST', '/subscribers', feed) as { id: string }
  t.teardown(() => askRelay('DELETE', `/subscribers/${id}`))
}

/** Cancels every process instance that still runs and sets the engine's clock back. */
export async function cleanEngine (): Promise<void> {
  await askRelay('POST', '/clean')
}

/** Moves the engine's clock on by at least `offsetMs` (whole milliseconds): timers that fall due fire at once. `aheadMs`: how far it is ahead of the machine's then. */
export async function moveEngineClock (offsetMs: number): Promise<{ aheadMs: number }> {
  return await askRelay('POST', '/clock', { offsetMs }) as { aheadMs: number }
}

async function askRelay (method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${setByTheRun('ONELICENCE_TEST_FEED_RELAY')}${path}`, { method, body: body === undefined ? null : JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return await response.json()
}

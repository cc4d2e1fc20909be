import { Duration, ZBClient } from 'zeebe-node'
import type { EngineCredentials } from './engine-client.js'
import { EngineRefused, EngineUnavailable, exhausted, isTooLarge } from './errors.js'
import type { Log } from './log.js'

/** Canonical gRPC status codes that the engine answers with. */
const status = { invalidArgument: 3, notFound: 5, alreadyExists: 6, resourceExhausted: 8, failedPrecondition: 9 } as const

export interface GrpcGateway {
  client: ZBClient
  /** Runs one command; its failure comes out as EngineUnavailable or EngineRefused, and never hangs. */
  call<Result> (command: (client: ZBClient) => Promise<Result>): Promise<Result>
  close (): Promise<void>
}

/** zeebe-node without its own retries (they never end and flood the log while the broker is down): whoever calls decides. */
export function createGrpcGateway ({ grpcAddress, credentials, timeoutMs, longPollMs, log }: {
  grpcAddress: string, credentials: EngineCredentials | undefined, timeoutMs: number, longPollMs: number, log: Log
}): GrpcGateway {
  const client = new ZBClient(grpcAddress, {
    retry: false,
    useTLS: false,
    ...(credentials === undefined ? {} : { basicAuth: credentials }),
    longPoll: Duration.milliseconds.of(longPollMs),
    loglevel: 'NONE',
    stdout: {
      debug: (message: unknown) => log.debug({ message }, 'zeebe-node'),
      info: (message: unknown) => log.debug({ message }, 'zeebe-node'),
      error: (message: unknown) => log.debug({ message }, 'zeebe-node')
    }
  })
  return {
    client,
    async call (command) {
      try {
        return await withTimeout(command(client), timeoutMs)
      } catch (error) {
        throw engineError(error)
      }
    },
    async close () { await client.close() }
  }
}

/** What a gRPC failure means to a caller. */
export function engineError (error: unknown): Error {
  if (error instanceof EngineUnavailable) return error
  const { code, details, message } = error as { code?: number, details?: string, message?: string }
  const words = details ?? message ?? String(error)
  if (isTooLarge(words)) return new EngineRefused('invalid', words, { cause: error })
  switch (code) {
    case status.notFound: return new EngineRefused('not-found', words, { cause: error })
    case status.alreadyExists: return new EngineRefused('conflict', words, { cause: error })
    case status.invalidArgument:
    case status.failedPrecondition: return new EngineRefused('invalid', words, { cause: error })
    case status.resourceExhausted: return exhausted(words, error)
    default: return new EngineUnavailable(words, { cause: error })
  }
}

async function withTimeout<Result> (work: Promise<Result>, timeoutMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((resolve, reject) => {
    timer = setTimeout(() => reject(new EngineUnavailable(`the engine did not answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, expiry])
  } finally {
    clearTimeout(timer)
  }
}

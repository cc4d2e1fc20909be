/**
 * Why the engine can't be asked now: no answer, back-pressure (slow down), or no room on its disk (somebody must make some).
 */
export type EngineCondition = 'unreachable' | 'overloaded' | 'disk-full'

/** The engine didn't answer, or answered that it can't now; asking again later is right. */
export class EngineUnavailable extends Error {
  readonly condition: EngineCondition

  constructor (message: string, options?: { cause?: unknown, condition?: EngineCondition }) {
    super(message, options)
    this.name = 'EngineUnavailable'
    this.condition = options?.condition ?? 'unreachable'
  }
}

/** RESOURCE_EXHAUSTED means back-pressure or a full disk; only the engine's words tell them apart. */
export function exhausted (words: string, cause?: unknown): EngineUnavailable {
  return new EngineUnavailable(words, { cause, condition: /disk space/i.test(words) ? 'disk-full' : 'overloaded' })
}

/** A command that is larger than the engine takes is refused for good, though it answers as for a fault of its own. */
export function isTooLarge (words: string): boolean {
  return /MALFORMED_REQUEST|maxMessageSize/.test(words)
}

/** The user task isn't there any more: completed by somebody else, or its process went another way. */
export class TaskGone extends Error {
  readonly userTaskKey: string

  constructor (userTaskKey: string, options?: { cause?: unknown }) {
    super(`user task ${userTaskKey} is not open in the engine`, options)
    this.name = 'TaskGone'
    this.userTaskKey = userTaskKey
  }
}

/** The user task is open, but somebody else claimed it, or it is being completed just now. */
export class TaskClaimed extends TaskGone {
  constructor (userTaskKey: string, options?: { cause?: unknown }) {
    super(userTaskKey, options)
    this.name = 'TaskClaimed'
    this.message = `user task ${userTaskKey} is claimed by somebody else`
  }
}

/** The engine refused a deployment; the message is the engine's own. */
export class DeploymentRefused extends Error {
  constructor (message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DeploymentRefused'
  }
}

/** The engine refused a command for good: what it names doesn't exist, or what it says is invalid. */
export class EngineRefused extends Error {
  readonly reason: 'not-found' | 'invalid' | 'conflict'

  constructor (reason: 'not-found' | 'invalid' | 'conflict', message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EngineRefused'
    this.reason = reason
  }
}

export type EmbeddedEngineFault = 'no-java' | 'no-maven' | 'not-fetched' | 'port-taken' | 'in-use' | 'not-started'

/** The embedded engine can't be fetched or started; the message says what to do about it. */
export class EmbeddedEngineError extends Error {
  readonly fault: EmbeddedEngineFault

  constructor (fault: EmbeddedEngineFault, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EmbeddedEngineError'
    this.fault = fault
  }
}

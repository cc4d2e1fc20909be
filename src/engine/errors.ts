/** The engine didn't answer, or answered that it can't now; asking again later is right. */
export class EngineUnavailable extends Error {
  /** Back-pressure or a full disk: the engine is up, but takes nothing now. */
  readonly isOverloaded: boolean

  constructor (message: string, options?: { cause?: unknown, isOverloaded?: boolean }) {
    super(message, options)
    this.name = 'EngineUnavailable'
    this.isOverloaded = options?.isOverloaded ?? false
  }
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

/** The embedded engine can't be fetched or started; the message says what to do about it. */
export class EmbeddedEngineError extends Error {
  constructor (message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EmbeddedEngineError'
  }
}

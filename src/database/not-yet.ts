/** What a job's handler needs has not arrived yet (a record of the feed): asked again after `retryInMs`, no retry is used up. */
export class NotYet extends Error {
  readonly retryInMs: number

  constructor (message: string, retryInMs = 200) {
    super(message)
    this.name = 'NotYet'
    this.retryInMs = retryInMs
  }
}

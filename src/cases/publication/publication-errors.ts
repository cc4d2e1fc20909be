import type { NeededSignOff } from './sign-offs.js'

/** Somebody else is publishing; `publisher` when it can be seen who. */
export class PublicationBusy extends Error {
  readonly publisher: string | undefined

  constructor (publisher: string | undefined) {
    super(`${publisher ?? 'somebody else'} is publishing`)
    this.name = 'PublicationBusy'
    this.publisher = publisher
  }
}

/** These cases were just submitted and don't run yet: a model deployed now would take them. */
export class CasesBeingStarted extends Error {
  readonly caseNos: string[]

  constructor (caseNos: string[]) {
    super(`${caseNos.length} cases are being started`)
    this.name = 'CasesBeingStarted'
    this.caseNos = caseNos
  }
}

/** Departments have not signed what they have to. */
export class SignOffMissing extends Error {
  readonly missing: NeededSignOff[]

  constructor (missing: NeededSignOff[]) {
    super(`${missing.length} sign-offs are missing`)
    this.name = 'SignOffMissing'
    this.missing = missing
  }
}

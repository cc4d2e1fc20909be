import { takeDueCases } from '../src/database/case-watch.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** At once, so that one look doesn't take the engine from everybody else. */
const casesAtOnce = 200
/** A look that broke off is taken up again after so long. */
const leaseMs = 60 * 60_000

/** 查出要看的办件: those whose time had come when the first of these jobs began; what changes meanwhile is for the next tick. */
export default defineWorker<{ lookUntil?: string | null }>({
  jobType: 'find-due-cases',
  input: { type: 'object', properties: { lookUntil: { type: 'string', nullable: true } } },
  async handle ({ lookUntil }, { tx, clock }) {
    const until = lookUntil === undefined || lookUntil === null ? clock.now() : new Date(lookUntil)
    return { dueCases: await takeDueCases(tx, until, casesAtOnce, leaseMs), lookUntil: until.toISOString() }
  }
})

import { tellRevocationIntention } from '../src/cases/revocation.js'
import { defineWorker } from '../src/engine/define-worker.js'

/** 拟撤销的事先告知: before any revocation the party is told why, and heard (行政许可法第七条). */
export default defineWorker({
  jobType: 'tell-revocation-intention',
  input: { type: 'object' },
  async handle (_variables, context) {
    await tellRevocationIntention(context)
    return {}
  }
})

import { recordRevocation } from '../src/cases/revocation.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { decision?: unknown, basis?: unknown, publicSafety?: unknown, reasons?: unknown }

/** 登记撤销决定 (行政许可法第六十九条): revoked, with what follows for certificate and composite licence, or not. */
export default defineWorker<Input>({
  jobType: 'record-revocation',
  input: { type: 'object', properties: { decision: {}, basis: {}, publicSafety: {}, reasons: {} } },
  async handle (variables, context) {
    return { revocationOutcome: await recordRevocation(context, { ...variables }) }
  }
})

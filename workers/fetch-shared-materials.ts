import { addMaterialVersion } from '../src/database/case-materials.js'
import { lockCase } from '../src/database/cases.js'
import { instanceOf } from '../src/database/engine-instances.js'
import { missingSharedMaterials } from '../src/cases/case-materials.js'
import { civilDateOf } from '../src/domain/time.js'
import { defineWorker } from '../src/engine/define-worker.js'
import { certificateStoreExchange } from '../src/exchange/certificate-store-exchange.js'

/** 数据共享取件: what other organs already have is fetched, not asked for; what isn't found stays missing and is told later. */
export default defineWorker({
  jobType: 'fetch-shared-materials',
  input: { type: 'object', properties: {} },
  async handle (_input, context) {
    const { tx, clock } = context
    const { caseNo } = await instanceOf(tx, context)
    const caseFile = await lockCase(tx, caseNo)
    const exchange = certificateStoreExchange(tx)
    for (const materialId of await missingSharedMaterials(tx, caseFile)) {
      const found = await exchange.find({ materialId, holderUsci: caseFile.holder_usci, on: civilDateOf(clock.now()) })
      if (found === undefined) continue
      await addMaterialVersion(tx, caseNo, materialId, 'shared', { origin: 'shared', content: found, handedInAt: clock.now() })
    }
    return undefined
  }
})

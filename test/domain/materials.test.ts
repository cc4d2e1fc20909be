import fc from 'fast-check'
import t from 'tap'
import { materialsFor, materialsToHandIn } from '../../src/domain/materials.js'
import { convenienceStore } from '../support/catalogue.js'

const store = await convenienceStore()
const allPermits = store.permits.map((permit) => permit.id)
const byId = (permits: string[], commitments: string[] = [], facts = {}): Map<string, ReturnType<typeof materialsFor>[number]> =>
  new Map(materialsFor(store, permits, facts, commitments).map((material) => [material.materialId, material]))

t.test('a material of several permits is asked for once, and says who uses and who requires it', async (t) => {
  const materials = byId(['food-operation', 'food-small-shop', 'tobacco-retail'])

  t.match(materials.get('health-cert'), { usedBy: ['food-operation', 'food-small-shop'], requiredBy: ['food-small-shop'], required: true, isShared: true })
  t.match(materials.get('tobacco-form'), { usedBy: ['tobacco-retail'], isShared: false, isGenerated: true })
  t.match(materials.get('special-group-proof'), { required: false, notes: [{ permitId: 'tobacco-retail', note: '申请放宽布局条件的' }] })
})

t.test('commitment replaces a material for its own permit only', async (t) => {
  const alone = byId(['food-operation'], ['food-operation'])
  const together = byId(['food-operation', 'tobacco-retail'], ['food-operation'])

  t.match(alone.get('premises-proof'), { isCommitted: true, required: false, committedFor: ['food-operation'] })
  t.match(together.get('premises-proof'), { isCommitted: false, required: true, requiredBy: ['tobacco-retail'], committedFor: ['food-operation'] })
})

t.test('a condition on the manner of handling is judged permit by permit', async (t) => {
  t.ok(byId(['publication-retail', 'fire-safety-check'], ['publication-retail']).has('commitment-letter'))
  t.notOk(byId(['publication-retail'], []).has('commitment-letter'))

  const fire = byId(['publication-retail', 'fire-safety-check'], ['publication-retail'])
  t.notOk(fire.has('fire-commitment'))
  t.ok(fire.has('fire-declaration'))
})

t.test('what the platform makes itself or the commitment replaces is never asked to be handed in', async (t) => {
  const ids = materialsToHandIn(materialsFor(store, ['food-operation', 'tobacco-retail'], {}, ['food-operation'])).map((material) => material.materialId)

  t.notOk(ids.includes('application-form'))
  t.notOk(ids.includes('food-safety-rules'))
  t.ok(ids.includes('premises-proof'))
})

t.test('with every permit chosen the materials are those of the merged set', async (t) => {
  const everything = { drug_scope: '仅乙类非处方药' }
  const ids = new Set([...materialsFor(store, allPermits, everything, allPermits), ...materialsFor(store, allPermits, everything, [])].map((material) => material.materialId))

  t.strictSame([...ids].sort(), store.unified_materials.map((material) => material.id).sort())
})

t.test('whatever is chosen, each material appears once and is used by chosen permits only', async () => {
  fc.assert(fc.property(fc.subarray(allPermits), fc.subarray(allPermits), (chosen, committed) => {
    const materials = materialsFor(store, chosen, { drug_scope: '仅乙类非处方药' }, committed)
    const ids = materials.map((material) => material.materialId)
    return new Set(ids).size === ids.length && materials.every((material) => material.usedBy.length > 0 && material.usedBy.every((id) => chosen.includes(id)) &&
      material.required === (material.requiredBy.length > 0) && material.isShared === (material.usedBy.length > 1))
  }))
})

import t from 'tap'
import { documentPrefix, organName, reconsiderationBody, withoutRemarks } from '../../src/domain/organs.js'
import { convenienceStore } from '../support/catalogue.js'

t.test('organs, their reconsideration bodies and number prefixes follow level and region', async (t) => {
  const store = await convenienceStore()

  for (const [department, region, name, body, prefix] of [
    ['market-regulation', '410202', '龙亭区市场监督管理局', '龙亭区人民政府', '汴龙市监'],
    ['market-regulation', '410200', '开封市市场监督管理局', '开封市人民政府', '汴市监'],
    ['tobacco', '410221', '杞县烟草专卖局', '开封市烟草专卖局', '杞烟'],
    ['market-regulation', '410202-KFSFQ', '龙亭区市场监督管理局', '龙亭区人民政府', '汴龙市监']
  ] as const) {
    t.equal(organName(store, department, region), name)
    t.equal(reconsiderationBody(store, department, region), body)
    t.equal(documentPrefix(store, department, region), prefix)
  }
  t.throws(() => organName(store, 'nobody', '410202'), /no department 'nobody'/)
  t.throws(() => organName(store, 'tobacco', '999999'), /no region '999999'/)
})

t.test('no two organs of the city share a number prefix', async (t) => {
  const store = await convenienceStore()
  const acting = store.regions.filter(({ handled_by: handledBy }) => !handledBy)
  const prefixes = acting.flatMap(({ code }) => store.departments.map(({ id }) => documentPrefix(store, id, code)))

  t.equal(new Set(prefixes).size, prefixes.length)
})

t.test('remarks for the catalogue\'s keepers are left out, document numbers stay', async (t) => {
  for (const [text, printed] of [
    ['开封市人民政府（宣传部门挂牌的行政机关〔待核〕）', '开封市人民政府'],
    ['河南省烟草专卖局〔垂直领导，待核〕', '河南省烟草专卖局'],
    ['有效期〔待核：常见为随换证周期，通行5至6年〕', '有效期'],
    ['汴市监补正〔2026〕000001号', '汴市监补正〔2026〕000001号'],
    ['（汴审改办〔2022〕15号）', '（汴审改办〔2022〕15号）']
  ] as const) t.equal(withoutRemarks(text), printed)
})

import t from 'tap'
import type { Permit } from '../../src/catalogue/types.js'
import { checkArrangement, checkConclusion, possibleProcedures, proceduresOnDemand, regularProceduresOf, stopCauses } from '../../src/domain/special-procedures.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { workCalendar } from '../../src/domain/working-days.js'
import { catalogueDir } from '../support/catalogue.js'

const calendar = workCalendar([], [])

t.test('what belongs to every application, what the review may call for, and what is no procedure of the organ', async (t) => {
  const { permits } = await loadCatalogue(catalogueDir)
  const rows: [permit: string, regular: string[], onDemand: string[]][] = [
    ['lightning-acceptance', ['test-report'], []],
    ['drainage', [], ['test-report']],
    ['public-place-hygiene', [], ['test-report']],
    ['radio-diagnosis', [], ['test-report']],
    ['special-equipment', [], []],
    ['ent-business', ['public-notice', 'hearing', 'background-check'], []],
    ['drug-retail', [], ['public-notice']],
    ['medical-device-class3', [], ['hearing']],
    ['clinic-filing', [], []]
  ]
  for (const [id, regular, onDemand] of rows) {
    const permit = permits[id] as unknown as Permit
    t.same(regularProceduresOf(permit), regular, id)
    t.same(proceduresOnDemand(permit), onDemand, id)
    t.same(possibleProcedures(permit), [...regular, ...onDemand], id)
  }
})

t.test('a test names who tests and until when, its result the number of the report', async (t) => {
  const sight = { facts: undefined, calendar, today: '2026-11-23', hearingNotice: { n: 7, unit: '工作日' } } as const
  const entry = { arrangement: 'held', institute: '开封市水质监测站', beginsOn: '2026-11-24', endsOn: '2026-12-04', particulars: '化学需氧量、悬浮物' }
  t.equal(checkArrangement('test-report', entry, sight), undefined)
  t.match(checkArrangement('test-report', { ...entry, institute: ' ' }, sight), /检验检测机构/)
  t.match(checkArrangement('test-report', { ...entry, endsOn: '下周' }, sight), /结束日期/)
  t.match(checkArrangement('test-report', { ...entry, particulars: '' }, sight), /检验检测的内容/)
  t.equal(checkArrangement('test-report', { arrangement: 'not-needed', particulars: '申请人已提交有效报告' }, sight), undefined)

  const end = { beginsOn: '2026-11-24', endsOn: '2026-12-04', today: '2026-11-30', concludedBy: 'r1', arrangedBy: 'r1' }
  const result = { procedureConclusion: 'favourable', reportNo: 'KF-2026-118', particulars: '各项合格' }
  t.equal(checkConclusion('test-report', result, end), undefined, 'a report may come early')
  t.match(checkConclusion('test-report', { ...result, reportNo: undefined }, end), /编号/)
  t.equal(stopCauses['test-report'], '检测', 'a word of 行政许可法第四十五条')
})

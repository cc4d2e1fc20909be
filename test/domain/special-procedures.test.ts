import t from 'tap'
import type { Permit } from '../../src/catalogue/types.js'
import { checkArrangement, checkConclusion, excludedBasisOf, possibleProcedures, proceduresOnDemand, regularProceduresOf, stopCauses } from '../../src/domain/special-procedures.js'
import { participantsIn, statementsIn } from '../../src/domain/hearing-record.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { workCalendar } from '../../src/domain/working-days.js'
import { catalogueDir } from '../support/catalogue.js'

const calendar = workCalendar([], [])

t.test('what belongs to every application, what the review may call for, and what is no procedure of the organ', async (t) => {
  const { permits } = await loadCatalogue(catalogueDir)
  const rows: [permit: string, regular: string[], onDemand: string[]][] = [
    ['lightning-acceptance', ['test-report'], ['hearing']],
    ['drainage', [], ['hearing', 'test-report']],
    ['public-place-hygiene', [], ['hearing', 'test-report']],
    ['radio-diagnosis', [], ['hearing', 'test-report']],
    ['special-equipment', [], ['hearing']],
    ['ent-business', ['public-notice', 'hearing', 'background-check'], []],
    ['drug-retail', [], ['public-notice', 'hearing']],
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
  const sight = { facts: undefined, calendar, today: '2026-11-23', hearingNotice: { n: 7, unit: '工作日' }, organiseBy: null } as const
  const entry = { arrangement: 'held', institute: '开封市水质监测站', beginsOn: '2026-11-24', endsOn: '2026-12-04', particulars: '化学需氧量、悬浮物' }
  t.equal(checkArrangement('test-report', entry, sight), undefined)
  t.match(checkArrangement('test-report', { ...entry, institute: ' ' }, sight), /检验检测机构/)
  t.match(checkArrangement('test-report', { ...entry, endsOn: '下周' }, sight), /结束日期/)
  t.match(checkArrangement('test-report', { ...entry, particulars: '' }, sight), /检验检测的内容/)
  t.equal(checkArrangement('test-report', { arrangement: 'not-needed', particulars: '申请人已提交有效报告' }, sight), undefined)

  const end = { beginsOn: '2026-11-24', endsOn: '2026-12-04', today: '2026-11-30', concludedBy: 'r1', reviewers: ['r1'] }
  const result = { procedureConclusion: 'favourable', reportNo: 'KF-2026-118', particulars: '各项合格' }
  t.equal(checkConclusion('test-report', result, end), undefined, 'a report may come early')
  t.match(checkConclusion('test-report', { ...result, reportNo: undefined }, end), /编号/)
  t.equal(stopCauses['test-report'], '检测', 'a word of 行政许可法第四十五条')
})

t.test('a hearing that somebody asked for is held, not before it can be announced and within twenty working days', async (t) => {
  const sight = { facts: undefined, calendar, today: '2026-11-23', hearingNotice: { n: 7, unit: '工作日' }, organiseBy: '2026-12-21' } as const
  const held = (beginsOn: string): Record<string, unknown> => ({ arrangement: 'held', beginsOn, particulars: '三楼会议室' })

  t.match(checkArrangement('hearing', { arrangement: 'not-needed', particulars: '没有必要' }, sight), /应当组织听证/)
  t.equal(checkArrangement('hearing', { arrangement: 'not-needed', particulars: '没有必要' }, { ...sight, organiseBy: null }), undefined)
  t.match(checkArrangement('hearing', held('2026-12-01'), sight), /最早为 2026-12-02/)
  t.equal(checkArrangement('hearing', held('2026-12-02'), sight), undefined)
  t.equal(checkArrangement('hearing', held('2026-12-21'), sight), undefined)
  t.match(checkArrangement('hearing', held('2026-12-22'), sight), /最迟为 2026-12-21/)
  t.equal(checkArrangement('hearing', held('2026-12-02'), { ...sight, organiseBy: '2026-11-30' }), undefined, 'late already: as soon as it can be announced')
  t.match(checkArrangement('hearing', held('2026-12-03'), { ...sight, organiseBy: '2026-11-30' }), /最迟为 2026-12-02/)
})

t.test('time counts unless the facts name the basis; a hearing that they don\'t name is excluded by 行政许可法第四十五条', async (t) => {
  const { permits } = await loadCatalogue(catalogueDir)
  const basisOf = (id: string, kind: Parameters<typeof excludedBasisOf>[1]): unknown => excludedBasisOf(permits[id] as unknown as Permit, kind)

  t.equal(basisOf('drainage', 'test-report'), '行政许可法第四十五条')
  t.equal(basisOf('special-equipment', 'test-report'), undefined)
  t.equal(basisOf('eia-approval', 'public-notice'), undefined)
  t.equal(basisOf('training-licence', 'expert-review'), undefined, 'no word of it in the facts')
  t.equal(basisOf('tobacco-retail', 'hearing'), '行政许可法第四十五条')
  t.equal(basisOf('water-abstraction', 'hearing'), '取水许可和水资源费征收管理条例第十八条、第十九条第三款')
})

t.test('a hearing is announced with its time, place and chair, and recorded with who wrote and who took part; older forms don\'t ask', async (t) => {
  const sight = { facts: undefined, calendar, today: '2026-11-23', hearingNotice: { n: 7, unit: '工作日' }, organiseBy: null } as const
  const held = { arrangement: 'held', beginsOn: '2026-12-02', startsAt: '09:00', place: '三楼会议室', chair: '王芳', particulars: '零售点布局' }
  t.equal(checkArrangement('hearing', held, sight), undefined)
  t.match(checkArrangement('hearing', { ...held, startsAt: '九点' }, sight), /时刻/)
  t.match(checkArrangement('hearing', { ...held, place: null }, sight), /地点/)
  t.match(checkArrangement('hearing', { ...held, chair: ' ' }, sight), /主持人/)

  const end = { beginsOn: '2026-12-02', endsOn: null, today: '2026-12-02', concludedBy: 'chair', reviewers: ['reviewer'] }
  const record = { procedureConclusion: 'favourable', recorder: '陈晨', participants: '张明，申请人', isConfirmed: true, particulars: '张明：请求准予' }
  t.equal(checkConclusion('hearing', record, end), undefined)
  t.match(checkConclusion('hearing', record, { ...end, reviewers: ['reviewer', 'chair'] }), /主持人/)
  t.match(checkConclusion('hearing', { ...record, recorder: null }, end), /记录人/)
  t.match(checkConclusion('hearing', { ...record, participants: '' }, end), /参加人/)
  t.match(checkConclusion('hearing', { ...record, isConfirmed: null }, end), /签字或者盖章/)
  t.match(checkArrangement('hearing', { ...held, chair: '李强' }, { ...sight, arrangedBy: '李强' }), /审查人员/)
  t.same(participantsIn('张明，申请人\n\n刘洋'), [{ name: '张明', role: '申请人' }, { name: '刘洋', role: '参加人' }])
  t.same(statementsIn('刘洋：间距不足：实测78米\n双方无补充'), [{ speaker: '刘洋', words: '间距不足：实测78米' }, { speaker: '笔录', words: '双方无补充' }])
})

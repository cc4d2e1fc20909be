import t from 'tap'
import type { Permit, PublishedIndustry } from '../../../src/catalogue/types.js'
import { changedRules } from '../../../src/domain/replay/changed-rules.js'
import { generateCases } from '../../../src/domain/replay/generated-cases.js'
import { mergeReports, replay, type ReplayReport, type ReplayedChange } from '../../../src/domain/replay/replay.js'
import { replayLines } from '../../../src/cli/publication-words.js'
import { allIndustries, projectCalendar } from '../../support/planning.js'

const calendar = await projectCalendar()
const store = (await allIndustries()).find(({ id }) => id === 'convenience-store')!
const cases = generateCases(store, { count: 120, seed: 3, from: new Date('2026-03-02T09:00:00+08:00'), until: new Date('2026-08-31T17:00:00+08:00') })

function withPermit (id: string, change: (permit: Permit) => Partial<Permit>): PublishedIndustry {
  return { ...store, permits: store.permits.map((permit) => permit.id === id ? { ...permit, ...change(permit) } : permit) }
}
function changeOf (draft: PublishedIndustry, what: RegExp): ReplayedChange | undefined {
  return replay(store, draft, cases, calendar).changes.find((change) => what.test(change.what))
}

t.test('the release itself changes nothing', async (t) => {
  t.same(replay(store, structuredClone(store), cases, calendar), { cases: 120, changedCases: 0, departments: [], changes: [] })
})

t.test('a shorter limit saves its department days, and is named as the cause', async (t) => {
  const draft = withPermit('tobacco-retail', ({ time_limit: limit }) => ({ time_limit: { ...limit, promised: { ...limit.promised, n: limit.promised.n - 4 } } }))

  const report = replay(store, draft, cases, calendar)

  t.match(report.departments, [{ id: 'tobacco', permits: report.changedCases }])
  t.ok(report.departments[0]!.saved > 0)
  const [limit, days] = [/“烟草专卖零售许可”的承诺期限由10个工作日改为6个工作日/, /“烟草专卖零售许可”早 \d 个工作日决定/].map((what) => report.changes.find((change) => what.test(change.what)))
  for (const change of [limit, days]) t.match(change, { kind: 'limit', rules: ['permits/tobacco-retail/permit.yaml 的 time_limit.promised'] })
  t.equal(days!.caseNos.length, days!.cases)
})

const rules: [string, PublishedIndustry, RegExp, RegExp][] = [
  ['a material more', withPermit('tobacco-retail', ({ materials }) => ({ materials: [...materials, { ...materials.find(({ generated, required }) => !generated && required)!, id: 'street-photo', name: '街景照片', applies_when: null }] })),
    /要多交“街景照片”/, /^permits\/tobacco-retail\/permit\.yaml 的 materials（街景照片）$/],
  ['a permit for nobody any more', withPermit('tobacco-retail', () => ({ applies_when: { q: 'sells_tobacco', op: 'eq', value: 'never' } as never })),
    /不再办“烟草专卖零售许可”/, /^industries\/convenience-store\/industry\.yaml（烟草专卖零售许可） 的 applies_when$/],
  ['a permit that the industry drops', { ...store, permits: store.permits.filter(({ id }) => id !== 'tobacco-retail') }, /不再办“烟草专卖零售许可”/, /industry\.yaml 去掉了事项“烟草专卖零售许可”/],
  ['no visit before the decision', withPermit('food-operation', ({ inspection }) => ({ inspection: { ...inspection, need: 'never', law_locked: false, lock: null } as Permit['inspection'] })),
    /“食品经营许可”不再先现场核查/, /permits\/food-operation\/permit\.yaml 的 inspection\.need/],
  ['a table that decides less on the spot', {
    ...store, decisions: { ...store.decisions, 'on-the-spot-eligibility': { ...store.decisions['on-the-spot-eligibility'], rules: store.decisions['on-the-spot-eligibility'].rules.map((rule) => ({ ...rule, results: ['pre-review'] })) } }
  }, /由(当场办结|告知承诺)改为一般程序|晚 \d+ 个工作日决定/, /^决策表“当场办结资格”（shared\/on-the-spot-eligibility\.dmn）第 \d+ 条$/],
  ['a material in more copies', withPermit('tobacco-retail', ({ materials }) => ({ materials: materials.map((material) => ({ ...material, copies: 3 })) })),
    /由1份改为3份/, /^permits\/tobacco-retail\/permit\.yaml 的 materials（.+）$/],
  ['a material that may follow later', withPermit('tobacco-retail', ({ materials }) => ({ materials: materials.map((material) => ({ ...material, tolerance: { n: 7, unit: '工作日' } })) })),
    /可以容缺，7个工作日内补交/, /^决策表 shared\/material-tolerance\.dmn（.+）$/],
  ['a statutory limit', withPermit('tobacco-retail', ({ time_limit: limit }) => ({ time_limit: { ...limit, statutory: { n: 15, unit: '工作日' } } })),
    /“烟草专卖零售许可”的法定期限由20个工作日改为15个工作日/, /^permits\/tobacco-retail\/permit\.yaml 的 time_limit\.statutory$/],
  ['a limit of the industry\'s own', withPermit('tobacco-retail', ({ time_limit: limit }) => ({ time_limit: { ...limit, delivery: { n: 1, unit: '工作日' } }, overridden: ['time_limit'] })),
    /“烟草专卖零售许可”的送达期限由10个工作日改为1个工作日/, /^industries\/convenience-store\/industry\.yaml（烟草专卖零售许可） 的 time_limit\.delivery$/],
  ['a new question', {
    ...withPermit('tobacco-retail', ({ applies_when: condition }) => ({ applies_when: { all: [condition!, { q: 'near_school', op: 'eq', value: false }] } })),
    questions: [...store.questions, { ...store.questions.find(({ type }) => type === 'boolean')!, id: 'near_school', text: '是否在学校附近？' }]
  }, /要多回答“是否在学校附近？”/, / 与 /],
  ['permits that may not go together any more', { ...store, choice_groups: [{ id: 'one', one_of: ['food-operation', 'tobacco-retail'], rule: '食品和烟草择一' }] },
    /不能再这样申请：食品和烟草择一/, /^industries\/convenience-store\/industry\.yaml 的 choice_groups（择一组）$/],
  ['a permit that waits for the answer to it', withPermit('tobacco-retail', () => ({ applies_when: { q: 'near_school', op: 'eq', value: false } })),
    /“烟草专卖零售许可”办不办，要看新问题的回答/, /industry\.yaml（烟草专卖零售许可） 的 applies_when/]
]
for (const [title, draft, what, rule] of rules) {
  t.test(`${title} is told with its rule`, async (t) => {
    const change = changeOf(draft, what)

    t.ok(change !== undefined && change.cases > 0)
    t.ok(change?.rules.some((one) => rule.test(one)), change?.rules.join('；') ?? 'no such change')
  })
}

t.test('of two obstacles each is told with its own rule, and no days are counted where nothing can be applied for', async (t) => {
  const late = withPermit('tobacco-retail', ({ time_limit: limit }) => ({ time_limit: { ...limit, promised: { ...limit.promised, n: 30 } } }))
  const selling = cases.filter(({ permits }) => permits.includes('tobacco-retail') && permits.includes('food-operation'))
  const draft: PublishedIndustry = {
    ...late,
    choice_groups: [{ id: 'one', one_of: ['food-operation', 'tobacco-retail'], rule: '食品和烟草择一' }],
    questions: store.questions.map((question) => question.id === 'sells_tobacco' ? { ...question, options: [{ value: true, exit: { message: '烟草另行办理', where: '烟草局' } }] } : question)
  }

  const { changes, departments } = replay(store, draft, selling, calendar)

  t.ok(selling.length > 0)
  t.match(changes.map(({ what, rules: causes }) => [what, causes]).sort(), [
    ['不能再这样申请：烟草另行办理', [/^industries\/convenience-store\/industry\.yaml 的 questions（问题）$/]],
    ['不能再这样申请：食品和烟草择一', [/^industries\/convenience-store\/industry\.yaml 的 choice_groups（择一组）$/]]
  ])
  t.same([changes.map(({ rules: causes }) => causes.length), departments], [[1, 1], []])
})

t.test('a question that matters for a field of a permit is told with the field', async (t) => {
  const unasked = { ...store, questions: [...store.questions, { ...store.questions.find(({ type }) => type === 'boolean')!, id: 'near_school', text: '是否在学校附近？' }] }
  const draft: PublishedIndustry = {
    ...unasked,
    permits: unasked.permits.map((permit) => permit.id === 'tobacco-retail'
      ? { ...permit, fields: { ...permit.fields, individual: [...permit.fields.individual, { ...permit.fields.individual[0]!, id: 'school_name', applies_when: { q: 'near_school', op: 'eq', value: true } }] } }
      : permit)
  }

  const { changes } = replay(unasked, draft, cases, calendar)

  t.match(changes.find(({ what }) => what === '要多回答“是否在学校附近？”'), { rules: [/^permits\/tobacco-retail\/permit\.yaml 的 fields\.individual$/] })
})

t.test('made-up cases lie on both sides of a threshold that only the draft has', async (t) => {
  const draft = withPermit('tobacco-retail', ({ applies_when: condition }) => ({ applies_when: { all: [condition!, { q: 'premises_area', op: 'lt', value: 5000 }] } }))
  const drawn = generateCases(store, { count: 200, seed: 1, from: new Date('2026-03-02T09:00:00+08:00'), until: new Date('2026-08-31T17:00:00+08:00'), draft })

  t.match(replay(store, draft, drawn, calendar).changes, [{ what: '不再办“烟草专卖零售许可”' }])
})

t.test('the order of a table\'s rows is told as such, beside a row that is another', async (t) => {
  const id = 'on-the-spot-eligibility'
  const table = store.decisions[id]
  const [first, second, ...rest] = table.rules
  const draft: PublishedIndustry = { ...store, decisions: { ...store.decisions, [id]: { ...table, rules: [{ ...second!, results: ['otherwise'] }, ...rest, first!] } } }

  const changed = changedRules(store, draft)

  t.match(changed.map(({ rule }) => rule), [/第 1 条$/, /各条的次序$/])
  t.same(changed.reduce((release, { applyTo }) => applyTo(release), store).decisions[id].rules.map(({ results }) => results), draft.decisions[id].rules.map(({ results }) => results))
})

t.test('days saved under one release and lost under another add up to none', async (t) => {
  const report = (saved: number): ReplayReport => ({ cases: 1, changedCases: 1, departments: [{ id: 'tobacco', name: '市烟草专卖局', permits: 1, saved }], changes: [] })

  t.same(mergeReports([report(2), report(-2)]).departments, [{ id: 'tobacco', name: '市烟草专卖局', permits: 2, saved: 0 }])
  t.match(replayLines({ industry: 'x', name: '店', source: 'past', leftOut: 0, report: mergeReports([report(2), report(-2)]) }).join(), '市烟草专卖局：2 件事项，有早有晚，合计不变')
})

t.test('reports of several releases add up', async (t) => {
  const draft = withPermit('tobacco-retail', ({ time_limit: limit }) => ({ time_limit: { ...limit, promised: { ...limit.promised, n: 1 } } }))
  const whole = replay(store, draft, cases, calendar)

  const merged = mergeReports([replay(store, draft, cases.slice(0, 50), calendar), replay(store, draft, cases.slice(50), calendar)])

  t.same([merged.cases, merged.changedCases, merged.departments], [whole.cases, whole.changedCases, whole.departments])
  t.same(new Map(merged.changes.map(({ what, cases: count }) => [what, count])), new Map(whole.changes.map(({ what, cases: count }) => [what, count])))
})

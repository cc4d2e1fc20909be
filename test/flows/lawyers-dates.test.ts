import t from 'tap'
import { extendLimit } from '../../src/cases/extend-limit.js'
import { explainCase, type ExplainedPermit } from '../../src/cases/explain-case.js'
import { importAndRecount } from '../../src/cases/publication/calendars.js'
import { statutoryFestivals } from '../../src/domain/festivals.js'
import { civilDateOf, instantAtHour, type CivilDate } from '../../src/domain/time.js'
import { openTasks, until } from '../support/case-flow.js'
import { openNotice, supplyEverything } from '../support/applicant.js'
import {
  documentsOf, flowTests, levelClocks, outcomesOf, perform, playTo, playToEnd, refusalOf, stateOf, submitted, travelTo, untilState, type PlayedCase
} from '../support/flow-steps.js'
import { storeWith } from '../support/stories.js'

/**
 * Ten cases that begin on one day and run on the engine side by side while time passes; every date is written down as a lawyer finds it, on the
 * fingers, and the platform must have found the same.
 */
const { platform, test } = await flowTests(t)
const { database } = platform
await levelClocks(platform)

// The lawyer's calendar: weekends and the notices' exceptions; in a year without a notice the festivals of the law
const exceptions = new Map((await database('calendar_day').select<{ day: CivilDate, kind: string }[]>('day', 'kind')).map(({ day, kind }) => [day, kind]))
const noticed = await database('calendar_year').pluck<number[]>('year')

function isRest (day: CivilDate): boolean {
  const year = Number(day.slice(0, 4))
  if (!noticed.includes(year) && statutoryFestivals(year).includes(day)) return true
  return exceptions.has(day) ? exceptions.get(day) === 'rest' : [0, 6].includes(new Date(day).getUTCDay())
}

function dayAfter (day: CivilDate): CivilDate {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** The n-th working day after; 0: the day itself, or the first on which people work. */
function workday (n: number, from: CivilDate): CivilDate {
  let day = from
  if (n === 0) while (isRest(day)) day = dayAfter(day)
  for (let counted = 0; counted < n;) {
    day = dayAfter(day)
    if (!isRest(day)) counted++
  }
  return day
}

const today = civilDateOf(platform.clock.now())
const received = workday(0, today)

async function explained ({ caseNo }: PlayedCase): Promise<ExplainedPermit> {
  return (await explainCase(database, caseNo, civilDateOf(platform.clock.now())))![0]!
}

async function dates (played: PlayedCase): Promise<{ from: CivilDate | null, promised: CivilDate | null, statutory: CivilDate | null, delivery: CivilDate | null }> {
  const { state } = await explained(played)
  return { from: state.countedFrom, promised: state.promisedDueOn, statutory: state.statutoryDueOn, delivery: state.deliveryDueOn }
}

async function accepted (played: PlayedCase, permit: string): Promise<void> {
  await perform(platform, played, { elementId: 'pre-review' })
  await untilState(platform, played.caseNo, permit, 'reviewing')
}

/** The day on which the watch took a step of the case. */
async function untilTold ({ caseNo }: PlayedCase, step: string): Promise<CivilDate> {
  const row = await until(async () => await database('watch_step').where({ case_no: caseNo, step }).first<{ taken_at: Date } | undefined>('taken_at'), `${step} to be told`)
  return civilDateOf(row.taken_at)
}

const flaw = { material: 'premises-proof', permit: 'tobacco-retail', reason: '缺出租人签字页', howToMend: '请补传完整合同' }

await test('ten cases, each with its dates and why', async (t) => {
  const [onTime, silent, mended, unanswered, extended, refused, late, moved, filed, atWindow] = await Promise.all([
    ['tobacco-retail'], ['publication-retail'], ['tobacco-retail'], ['tobacco-retail'], ['food-operation'], ['publication-retail'], ['food-operation'], ['tobacco-retail'],
    ['medical-device-class2-filing'], ['medical-device-class2-filing']
  ].map(async (permits, index) => await submitted(platform, await storeWith(permits, {
    ...(index === 2 || index === 3 ? { reject: [flaw] } : {}), ...(index === 9 ? { form: { delivery_method: '窗口领取' } } : {})
  })))) as [PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase, PlayedCase]

  // 第一日
  for (const [played, permit] of [[onTime, 'tobacco-retail'], [extended, 'food-operation'], [refused, 'publication-retail'], [late, 'food-operation'], [moved, 'tobacco-retail']] as const) {
    await accepted(played, permit)
  }
  t.same(await dates(onTime), { from: received, promised: workday(10, received), statutory: workday(20, received), delivery: null },
    '烟草专卖：自受理之日起二十个工作日，受理当日不计；承诺十个工作日（行政许可法第四十二条、第八十二条）')
  t.same(await dates(late), { from: received, promised: workday(5, received), statutory: workday(10, received), delivery: null },
    '食品经营：自受理之日起十个工作日（食品经营许可和备案管理办法）；承诺五个工作日')

  await platform.database.transaction(async (tx) => await extendLimit(tx, {
    caseNo: extended.caseNo, permit: 'food-operation', reason: '须向外省核实', actor: { login: 'chief', displayName: '局长', groups: ['market-regulation.approver@410202'] }
  }, platform.clock))
  t.same(await dates(extended), { from: received, promised: workday(5, received), statutory: workday(5, workday(10, received)), delivery: null },
    '延长五个工作日，从原届满日接着数；承诺不变（行政许可法第四十二条）')

  for (const played of [mended, unanswered]) await perform(platform, played, { elementId: 'pre-review' })
  const notice = await until(async () => await openNotice(platform, unanswered.caseNo), 'the notice to go out')
  t.same(civilDateOf(notice.due_at!), workday(15, today), '补正期十五个工作日，自告知之日的次日起算〔待核〕')
  await until(async () => await openNotice(platform, mended.caseNo), 'the other notice to go out')

  await playTo(platform, refused, { elementId: 'review' })
  await perform(platform, refused, { elementId: 'review' }, { opinion: 'refuse', reasons: '场所不符合规定' })
  const [prior] = await until(async () => {
    const found = await documentsOf(platform, refused.caseNo, 'prior-notice')
    return found.length > 0 ? found : undefined
  }, 'the prior notice')
  t.same((prior!.data.content as { respond_by: string }).respond_by, workday(5, today), '陈述申辩五个工作日，不停止计算办理期限（行政许可法第三十六条；期间〔待核〕）')
  const early = await perform(platform, refused, { elementId: 'decide' }, { decision: 'refused', reasons: '场所不符合规定' })
  t.match(await refusalOf(platform, early), workday(5, today))

  await playToEnd(platform, filed)
  t.same((await explained(filed)).steps.map(({ type, on }) => [type, on]), [['received', today], ['accepted', today], ['decided', today], ['served', today]], '备案当场办结，电子送达即时')
  await playTo(platform, atWindow, { elementId: 'hand-over' })
  t.same((await dates(atWindow)).delivery, workday(10, today), '决定之日起十个工作日内送达（行政许可法第四十四条）')
  await playToEnd(platform, atWindow)
  await playToEnd(platform, onTime)
  t.same((await explained(onTime)).state.isPromiseMissed, false, '承诺期限内作出决定')

  // 第三个工作日：补正
  await travelTo(platform, instantAtHour(workday(3, received), 10))
  await supplyEverything(platform, mended.caseNo)
  await perform(platform, mended, { elementId: 'pre-review' }, ({ form }) => ({ verdict: 'complete', verdicts: form.verdicts!.map((row) => ({ ...row, result: 'ok' })) }))
  await untilState(platform, mended.caseNo, 'tobacco-retail', 'reviewing')
  t.same(await dates(mended), { from: workday(3, received), promised: workday(10, workday(3, received)), statutory: workday(20, workday(3, received)), delivery: null },
    '补正齐全后受理，从受理之日起算（行政许可法第三十二条第一款第五项）')

  // 第五个工作日终了
  await travelTo(platform, instantAtHour(dayAfter(workday(5, received)), 9))
  await until(async () => await stateOf(platform, silent.caseNo, 'publication-retail') === 'reviewing' ? true : undefined, 'the silent one to be accepted')
  t.same(await dates(silent), { from: received, promised: workday(5, received), statutory: workday(20, received), delivery: null },
    '五个工作日内未告知，自收到材料之日起即为受理，从那一日起算（行政许可法第三十二条第一款第四项）')
  t.same(await untilTold(late, 'promise-missed'), dayAfter(workday(5, received)), '超过承诺，次日督办')
  await perform(platform, refused, { elementId: 'decide' }, { decision: 'refused', reasons: '场所不符合规定' })
  await playToEnd(platform, refused)
  t.same(await outcomesOf(platform, refused.caseNo), { 'publication-retail': 'refused' }, '期满未陈述申辩的，可以决定（行政许可法第三十六条、第三十八条）')
  await playToEnd(platform, silent)
  await playToEnd(platform, extended)
  t.same((await explained(extended)).state.isOverdue, false, '延长后的期限内作出决定')

  // 法定期限届满的次日
  await travelTo(platform, instantAtHour(dayAfter(workday(10, received)), 9))
  t.same(await untilTold(late, 'statutory-missed'), dayAfter(workday(10, received)), '超过法定，次日督办（行政许可法第四十二条）')
  await playTo(platform, late, { elementId: 'decide' })
  const unexplained = await perform(platform, late, { elementId: 'decide' }, { decision: 'granted', reasons: '' })
  t.match(await refusalOf(platform, unexplained), /已过，请在理由中说明逾期的原因/)
  await perform(platform, late, { elementId: 'decide' }, { decision: 'granted', reasons: '系统迁移，逾期作出' })
  await playToEnd(platform, late)
  t.match((await explained(late)).state, { isOverdue: true, isPromiseMissed: true }, '逾期作出的仍是决定，记为超期')

  // 补正期满前三日、期满
  const nearEnd = civilDateOf(new Date(notice.due_at!.getTime() - 3 * 86_400_000))
  await travelTo(platform, instantAtHour(nearEnd, 9))
  t.same(await untilTold(unanswered, 'supplement-near'), nearEnd, '期满前三日提醒')
  await travelTo(platform, notice.due_at!)
  await until(async () => (await outcomesOf(platform, unanswered.caseNo))['tobacco-retail'] === 'terminated' ? true : undefined, 'the unanswered one to end')
  t.same((await documentsOf(platform, unanswered.caseNo, 'termination')).length, 1, '期满未补正，终止办理，可以重新申请')

  // 在办期间公布放假调休安排
  const rest = workday(2, civilDateOf(platform.clock.now()))
  const year = Number(rest.slice(0, 4))
  const before = await dates(moved)
  const { moved: listed } = await importAndRecount(database, [{ year, source: '临时通知', days: [...daysOf(year), { day: rest, kind: 'rest', name: '临时放假' }] }], platform.clock.now())
  exceptions.set(rest, 'rest')
  const after = { ...before, promised: workday(10, received), statutory: workday(20, received) }
  t.same(await dates(moved), after, '放假的一日不是工作日，到期日顺延（行政许可法第八十二条）')
  t.not(after.statutory, before.statutory)
  t.match(listed.find(({ caseNo }) => caseNo === moved.caseNo), { statutory: { from: before.statutory, to: after.statutory } })
  await until(async () => {
    const task = (await openTasks(platform, moved.caseNo))[0]
    const due = await database('user_task').where({ user_task_key: task?.key ?? '' }).first<{ due_at: Date } | undefined>('due_at')
    return task?.elementId !== 'review' || (due !== undefined && civilDateOf(due.due_at) === after.promised) ? true : undefined
  }, 'the task in the engine to follow')
  await playToEnd(platform, moved)
  await playToEnd(platform, mended)
})

/** What is known of a year, as a file would say it. */
function daysOf (year: number): { day: CivilDate, kind: 'rest' | 'workday', name: string }[] {
  if (!noticed.includes(year)) return statutoryFestivals(year).filter((day) => ![0, 6].includes(new Date(day).getUTCDay())).map((day) => ({ day, kind: 'rest', name: '法定节日' }))
  return [...exceptions].filter(([day]) => day.startsWith(`${year}-`)).map(([day, kind]) => ({ day, kind: kind as 'rest' | 'workday', name: '放假调休' }))
}

import t from 'tap'
import { materialsFor } from '../../src/domain/materials.js'
import { extendedTolerance, outstandingRefusal, toleranceDeadline, toleranceRefusal, toleratingPermits } from '../../src/domain/tolerance.js'
import { workCalendar } from '../../src/domain/working-days.js'
import { convenienceStore } from '../support/catalogue.js'

const calendar = workCalendar([2026], [])
const bounds = (dueOn: string, reserve = 1) => ({ dueOn, calendar, decisionReserve: { n: reserve, unit: '工作日' as const } })

t.test('secondary materials of permits that go the ordinary way may follow, nothing else', async (t) => {
  const industry = await convenienceStore()
  const permit = (id: string, manner = { isCommitment: false, isInstant: false }) => ({ permit: industry.permits.find((one) => one.id === id)!, ...manner })
  const needed = materialsFor(industry, ['food-operation', 'food-prepackaged-filing', 'tobacco-retail'], { sells_tobacco: true }, [])
  const material = (id: string) => needed.find(({ materialId }) => materialId === id)!
  const shop = [permit('food-operation'), permit('tobacco-retail')]

  t.same(toleratingPermits(material('premises-proof'), shop), ['food-operation', 'tobacco-retail'])
  t.equal(toleranceRefusal(material('premises-proof'), shop), undefined)
  t.match(toleranceRefusal(material('id-card-legal-rep'), shop), /主要材料/)
  t.match(toleranceRefusal(material('application-form'), shop), /不用提交/)
  t.match(toleranceRefusal(material('id-card-agent'), shop), /不是必须/)
  t.match(toleranceRefusal(undefined, shop), /不需要/)
  t.match(toleranceRefusal(material('premises-proof'), [permit('food-operation', { isCommitment: true, isInstant: true })]), /当场办结或者是备案/)
  t.same(toleratingPermits({ ...material('premises-proof'), requiredBy: ['food-prepackaged-filing'] }, [permit('food-prepackaged-filing')]), [], 'a filing is complete or none')
})

t.test('the deadline: the table\'s working days from the acceptance, before the decision at the latest, never less than one', async (t) => {
  t.equal(toleranceDeadline('2026-11-27', 10, bounds('2026-12-31')), '2026-12-11')
  t.equal(toleranceDeadline('2026-11-27', 10, bounds('2026-12-04')), '2026-12-03', 'the working day that the decision needs is left')
  t.equal(toleranceDeadline('2026-11-27', 10, bounds('2026-11-30')), '2026-11-30', 'one day all the same')
})

t.test('extended by the same period, as far as the decision leaves room', async (t) => {
  t.equal(extendedTolerance('2026-12-11', 10, bounds('2026-12-31')), '2026-12-25')
  t.equal(extendedTolerance('2026-12-11', 10, bounds('2026-12-21')), '2026-12-18')
  t.equal(extendedTolerance('2026-12-11', 10, bounds('2026-12-14')), null)
})

t.test('nothing is granted while it may still come; afterwards with reasons only', async (t) => {
  const outstanding = [{ name: '经营场所使用证明', dueOn: '2026-12-03' }]

  t.match(outstandingRefusal(outstanding, '2026-12-03', true), /2026-12-03 前补交/, 'its last day counts whole')
  t.match(outstandingRefusal(outstanding, '2026-12-04', false), /在理由中说明依据/)
  t.equal(outstandingRefusal(outstanding, '2026-12-04', true), undefined)
  t.equal(outstandingRefusal([], '2026-12-01', false), undefined)
  t.match(outstandingRefusal([{ name: '平面图', dueOn: null }], '2026-12-04', true), /受理后的期限/)
})

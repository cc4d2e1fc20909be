import t from 'tap'
import { checkDecision, checkJudgedItems, checkOpinion, checkSpotDecision, checkVerdict, type CheckSight } from '../../src/domain/decision-rules.js'
import type { HearingRightSight } from '../../src/domain/hearing-right.js'
import type { JudgedItem } from '../../src/domain/judged-item.js'

const sight: CheckSight = {
  materials: [{ id: 'food-safety-rules', name: '食品安全管理制度', state: 'handed-in', isMissing: false, isToJudge: true }, { id: 'food-flow-layout', name: '设备布局图', state: 'handed-in', isMissing: false, isToJudge: false }],
  fieldIds: ['premises_area'],
  reopened: null,
  isAccepted: false,
  isNoticeClosed: false
}
const missing: CheckSight = { ...sight, materials: [{ id: 'food-flow-layout', name: '设备布局图', state: 'missing', isMissing: true, isToJudge: false }] }
const ok: JudgedItem = { kind: 'material', id: 'food-safety-rules', name: '食品安全管理制度', result: 'ok' }
const deficient: JudgedItem = { ...ok, result: 'deficient', reason: '缺签字', howToMend: '请签字后重新上传' }

t.test('judged items', async (t) => {
  t.equal(checkJudgedItems([ok, { kind: 'field', id: 'premises_area', result: 'ok' }], sight), undefined)
  t.match(checkJudgedItems([{ ...ok, id: 'tobacco-form', name: '烟草申请表' }], sight), /不是本事项/, 'a foreign material')
  t.match(checkJudgedItems([ok, ok], sight), /重复/, 'judged twice')
  t.match(checkJudgedItems([{ ...deficient, reason: ' ' }], sight), /写明问题/, 'a deficiency without reason')
  t.match(checkJudgedItems([{ ...deficient, howToMend: null }], sight), /如何补正/, 'a deficiency that does not say how to mend it')
  t.match(checkJudgedItems([deficient], { ...sight, reopened: [{ kind: 'material', id: 'food-flow-layout' }] }), /一次告知/, 'found after the first notice')
  t.equal(checkJudgedItems([deficient], { ...sight, reopened: [{ kind: 'material', id: 'food-safety-rules' }] }), undefined, 'told before, still deficient')
})

t.test('what the applicant cannot hand in is no deficiency', async (t) => {
  for (const [state, reason] of [['generated', /由平台/], ['awaited-in-case', /等待同案结果/], ['committed', /告知承诺代替/]] as const) {
    const [first, ...others] = sight.materials
    t.match(checkJudgedItems([deficient], { ...sight, materials: [{ ...first!, state }, ...others] }), reason, state)
  }
})

t.test('a verdict of deficient tells all that is deficient at once', async (t) => {
  const second: CheckSight = { ...sight, materials: [...sight.materials, { id: 'premises-proof', name: '场所证明', state: 'missing', isMissing: true, isToJudge: false }] }
  const told: JudgedItem = { kind: 'material', id: 'premises-proof', name: '场所证明', result: 'deficient', reason: '未提交', howToMend: '请提交' }

  t.match(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [deficient] }, second), /还缺少“场所证明”，须一并告知/)
  t.match(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [deficient, { ...told, result: 'ok' }] }, second), /还缺少“场所证明”/, 'missing, but called in order')
  t.match(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [told] }, second), /请先对“食品安全管理制度”给出意见/)
  t.equal(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [deficient, told] }, second), undefined)
  t.match(checkSpotDecision({ decision: 'deficient', reasons: '', verdicts: [deficient] }, { ...second, isFiling: true }), /还缺少“场所证明”/)
})

t.test('verdicts before acceptance', async (t) => {
  t.equal(checkVerdict({ verdict: 'complete', reasons: '', verdicts: [ok] }, sight), undefined)
  t.match(checkVerdict({ verdict: 'complete', reasons: '', verdicts: [deficient] }, sight), /需补正/)
  t.match(checkVerdict({ verdict: 'complete', reasons: '', verdicts: [] }, missing), /缺少“设备布局图”/)
  t.match(checkVerdict({ verdict: 'complete', reasons: '', verdicts: [] }, sight), /请先对“食品安全管理制度”给出意见/, 'not looked at')
  t.match(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [ok] }, sight), /至少指明一项/)
  t.match(checkVerdict({ verdict: 'deficient', reasons: '', verdicts: [deficient] }, { ...sight, isAccepted: true }), /已受理/)
  t.match(checkVerdict({ verdict: 'non-acceptance', reasons: '', verdicts: [] }, sight), /理由和依据/)
  t.match(checkVerdict({ verdict: 'granted', reasons: '', verdicts: [] }, sight), /请选择/, 'no decision in place of a verdict')
  t.match(checkVerdict({ verdict: undefined, reasons: undefined, verdicts: [] }, sight), /请选择/)
})

t.test('decisions on the spot', async (t) => {
  const filing = { ...sight, isFiling: true }
  const permit = { ...sight, isFiling: false }
  t.equal(checkSpotDecision({ decision: 'filed', reasons: '', verdicts: [ok] }, filing), undefined)
  t.match(checkSpotDecision({ decision: 'granted', reasons: '', verdicts: [] }, filing), /备案不作批准判断/)
  t.match(checkSpotDecision({ decision: 'filed', reasons: '', verdicts: [] }, permit), /不是备案/)
  t.match(checkSpotDecision({ decision: 'granted', reasons: '', verdicts: [] }, { ...missing, isFiling: false }), /缺少/)
  t.match(checkSpotDecision({ decision: 'refused', reasons: '不行', verdicts: [] }, permit), /请选择/, 'nobody refuses alone on the spot')
  t.match(checkSpotDecision({ decision: 'ordinary', reasons: '', verdicts: [] }, permit), /理由/)
  t.match(checkSpotDecision({ decision: 'ordinary', reasons: '需细看', verdicts: [] }, filing), /没有一般审批/)
  t.match(checkSpotDecision({ decision: 'ordinary', reasons: '需细看', verdicts: [deficient] }, permit), /受理后不得再要求补正/, 'it would be accepted, and nothing asked for after')
})

t.test('review and decision', async (t) => {
  const today = '2026-12-01'
  const none = { procedures: [], isInProcedure: false, today }
  t.equal(checkOpinion({ opinion: 'grant', reasons: '' }, { visit: 'passed', ...none }), undefined)
  t.match(checkOpinion({ opinion: 'grant', reasons: '' }, { visit: 'failed', ...none }), /不合格/)
  t.match(checkOpinion({ opinion: 'refuse', reasons: '' }, { visit: 'passed', ...none }), /理由/)
  const by = { decidedBy: 'approver' }
  const inTime = { statement: { state: 'waived', respondBy: '2026-12-04' }, isInProcedure: false, hearingRights: [], today, statutoryDueOn: '2026-12-07' } as const
  t.equal(checkDecision({ decision: 'granted', reasons: '', ...by }, { visit: 'not-needed', reviewedBy: 'reviewer', ...inTime }), undefined)
  t.match(checkDecision({ decision: 'granted', reasons: '', ...by }, { visit: 'not-needed', reviewedBy: 'approver', ...inTime }), /同一人/)
  t.match(checkDecision({ decision: 'granted', reasons: '', ...by }, { visit: 'not-needed', reviewedBy: undefined, ...inTime }), /尚无审核意见/)
  t.match(checkDecision({ decision: 'granted', reasons: '', ...by }, { visit: 'awaited', reviewedBy: 'reviewer', ...inTime }), /须先现场核查/)
  t.match(checkDecision({ decision: 'refused', reasons: '', ...by }, { visit: 'failed', reviewedBy: 'reviewer', ...inTime }), /说明理由/)
  t.match(checkDecision({ decision: 'returned', reasons: '', ...by }, { visit: 'passed', reviewedBy: 'reviewer', ...inTime }), /意见/)
})

t.test('a special procedure can come before the opinion, where the permit has it, with a reason; while it runs nothing is reviewed or decided', async (t) => {
  const sight = { visit: 'passed', procedures: ['test-report'], isInProcedure: false, today: '2026-12-01' } as const
  t.equal(checkOpinion({ opinion: 'test-report', reasons: '水质须检测' }, sight), undefined)
  t.match(checkOpinion({ opinion: 'test-report', reasons: ' ' }, sight), /理由/)
  t.match(checkOpinion({ opinion: 'hearing', reasons: '重大利益' }, sight), /请选择审核意见/)
  t.match(checkOpinion({ opinion: 'grant', reasons: '' }, { ...sight, isInProcedure: true }), /还没有结果/)

  const decide = (decision: string): unknown => checkDecision({ decision, reasons: '再议', decidedBy: 'approver' }, {
    visit: 'passed', reviewedBy: 'reviewer', statement: { state: 'waived', respondBy: '2026-12-04' }, isInProcedure: true, hearingRights: [], today: '2026-12-07', statutoryDueOn: null
  })
  t.match(decide('granted'), /还没有结果/)
  t.match(decide('refused'), /还没有结果/)
  t.equal(decide('returned'), undefined)
})

t.test('nothing is decided while somebody can still ask for a hearing (行政许可法第四十七条)', async (t) => {
  const decide = (decision: string, hearingRights: HearingRightSight[]): unknown => checkDecision({ decision, reasons: '再议', decidedBy: 'approver' }, {
    visit: 'passed', reviewedBy: 'reviewer', statement: { state: 'waived', respondBy: '2026-12-01' }, isInProcedure: false, hearingRights, today: '2026-12-04', statutoryDueOn: null
  })
  const right = (state: HearingRightSight['state'], applyBy: string): HearingRightSight => ({ state, applyBy })

  t.match(decide('granted', [right('waived', '2026-12-07'), right('open', '2026-12-04')]), /2026-12-04 前要求听证/, 'the last day counts whole')
  t.match(decide('refused', [right('open', '2026-12-04'), right('open', '2026-12-07')]), /2026-12-07 前要求听证/, 'until the last of them')
  t.equal(decide('granted', [right('open', '2026-12-03'), right('requested', '2026-12-07'), right('waived', '2026-12-07')]), undefined)
  t.equal(decide('returned', [right('open', '2026-12-07')]), undefined)
})

t.test('a decision after the law\'s limit is a decision, and says why it is late', async (t) => {
  const sight = { visit: 'not-needed', reviewedBy: 'reviewer', statement: undefined, isInProcedure: false, hearingRights: [], statutoryDueOn: '2026-12-07' } as const
  const granted = (today: string, reasons: string): unknown => checkDecision({ decision: 'granted', reasons, decidedBy: 'approver' }, { ...sight, today })

  t.equal(granted('2026-12-07', ''), undefined, 'the last day is in time')
  t.match(granted('2026-12-08', ' '), /2026-12-07 已过，请在理由中说明逾期的原因/)
  t.equal(granted('2026-12-08', '系统迁移'), undefined)
})

t.test('nobody is refused unheard (行政许可法第七条、第三十六条)', async (t) => {
  const sight = { visit: 'not-needed', reviewedBy: 'reviewer', isInProcedure: false, hearingRights: [], today: '2026-12-04', statutoryDueOn: null } as const
  const refused = (state: 'open' | 'made' | 'waived' | undefined, respondBy = '2026-12-04'): unknown => checkDecision(
    { decision: 'refused', reasons: '不符合条件', decidedBy: 'approver' }, { ...sight, statement: state === undefined ? undefined : { state, respondBy } })

  t.match(refused(undefined), /事先告知.*退回审核/)
  t.match(refused('open'), /在 2026-12-04 前陈述申辩/, 'its last day counts whole')
  t.equal(refused('open', '2026-12-03'), undefined, 'nobody answered in time')
  t.equal(refused('made'), undefined)
  t.equal(refused('waived'), undefined)
})

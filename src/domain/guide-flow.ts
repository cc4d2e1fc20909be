import type { GuidePermit } from './guide-permit.js'
import type { LimitPlan } from './limit-plan.js'
import { limitInWords } from './limit-words.js'

type Actor = '申请人' | '综合窗口' | '各部门' | '联合核查组'

/** One step of the way from question to licence, and who does it. */
export interface GuideStep { title: string, actor: Actor, lines: string[] }

/** How a case of this industry goes, in the order of 方案 三 and 五; steps that none of these permits has are left out. */
export function guideSteps (permits: GuidePermit[], licence: string, limits: LimitPlan): GuideStep[] {
  const own = permits.filter((permit) => permit.settledElsewhere === null)
  const instant = own.filter((permit) => permit.isInstant)
  const ordinary = own.filter((permit) => !permit.isInstant)
  const visited = own.filter((permit) => permit.inspection.beforeDecision)
  const special = own.flatMap((permit) => permit.specialProcedures.map(({ type }) => `${permit.name}：${type}`))
  const checkedLater = own.filter((permit) => permit.commitment.postCheckWithin !== null)
  return [
    step('一次告知', '申请人', ['回答情形问答，看到要办的事项、材料、时限和地点']),
    step('一表申请', '申请人', ['填一张表、交一套材料，网上或到综合窗口提交']),
    step('一窗受理', '综合窗口', ['收件，给收件凭证；分送各部门', '材料不齐的5个工作日内一次告知补正']),
    ...optional(instant, step('当场办结', '各部门', [namesOf(instant), '不等其他事项，当场出证'])),
    ...optional(ordinary, step('并联审查', '各部门', [namesOf(ordinary), '受理后各自计时、同时审查'])),
    ...optional(visited, step('一同核查', '联合核查组', [`${namesOf(visited)}一次核查`, '整改一口告知、一趟复审'])),
    ...optional(special, step('特殊环节', '各部门', special)),
    step('决定和送达', '各部门', [`全部事项承诺${limits.promised.parallel}个工作日内决定`, '准予的制证，决定书和证件送达']),
    step('一证准营', '综合窗口', [`制发${licence}（电子证照）`]),
    ...optional(checkedLater, step('事后核查', '各部门', checkedLater.map(({ name, commitment }) => `${name}：${limitInWords(commitment.postCheckWithin!)}内`)))
  ]
}

function step (title: string, actor: Actor, lines: string[]): GuideStep {
  return { title, actor, lines }
}

function optional (reasons: unknown[], one: GuideStep): GuideStep[] {
  return reasons.length === 0 ? [] : [one]
}

function namesOf (permits: GuidePermit[]): string {
  return permits.map(({ name }) => name).join('、')
}

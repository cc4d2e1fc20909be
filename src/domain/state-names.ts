import type { CaseState, MaterialState, SubCaseState, VisitState } from './lifecycle.js'

/** What users read for each state (docs/glossary.md). */
export const caseStateNames: Record<CaseState, string> = {
  draft: '草稿',
  submitted: '已提交',
  received: '已收件',
  'supplement-required': '待补正',
  'in-progress': '办理中',
  issuing: '制发中',
  delivered: '已送达',
  closed: '办结',
  withdrawn: '全部撤回申请',
  'non-accepted': '全部不予受理或不受理',
  terminated: '终止办理'
}

export const subCaseStateNames: Record<SubCaseState, string> = {
  pending: '待申请',
  received: '已收件',
  'supplement-required': '待补正',
  accepted: '已受理',
  'non-accepted': '不予受理',
  'not-required': '不受理（无须许可）',
  reviewing: '审查中',
  'awaiting-result': '等待同案结果',
  'inspection-scheduled': '已排核查',
  inspecting: '核查中',
  rectifying: '整改中',
  rechecking: '复审中',
  'special-procedure': '特殊环节',
  deciding: '待决定',
  preparing: '筹建中',
  granted: '准予',
  filed: '已备案',
  refused: '不予许可',
  'certificate-issued': '已制证',
  delivered: '已送达',
  withdrawn: '撤回申请',
  terminated: '终止办理'
}

export const materialStateNames: Record<MaterialState, string> = {
  missing: '未交',
  'handed-in': '已交',
  shared: '共享取得',
  reused: '复用',
  tolerated: '容缺',
  committed: '承诺替代',
  generated: '系统生成',
  'awaited-in-case': '等待同案结果'
}

export const visitStateNames: Record<VisitState, string> = {
  pending: '待安排',
  proposed: '待确认',
  scheduled: '待核查',
  inspected: '已核查',
  rectifying: '整改中',
  rechecking: '待复审',
  concluded: '已有结论',
  dropped: '不再核查'
}

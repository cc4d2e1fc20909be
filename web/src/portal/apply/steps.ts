/** The steps of an application, as the address names them (`?step=`). */
export const steps = [
  { id: 'questions', name: '情景问答' },
  { id: 'permits', name: '选择事项' },
  { id: 'form', name: '一张表' },
  { id: 'materials', name: '材料' },
  { id: 'review', name: '核对提交' }
] as const

export type StepId = typeof steps[number]['id']

export function isStep (id: unknown): id is StepId {
  return steps.some((step) => step.id === id)
}

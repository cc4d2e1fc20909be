import { civilDateOf, type CivilDate } from './time.js'

export const caseFlagNames = {
  open_supplement: '有未结补正',
  open_rectification: '有未结整改',
  overdue_promised: '超承诺',
  overdue_statutory: '超法定'
} as const
export type CaseFlag = keyof typeof caseFlagNames

interface Limits { decided_at: Date | null, ended_at: Date | null, promised_due_on: CivilDate | null, statutory_due_on: CivilDate | null }

/** What stands out about a case beside its state. A limit that ends today is kept until midnight: its last day counts whole. */
export function caseFlags (
  subCases: Limits[], facts: { hasOpenNotice: boolean, hasOpenRectification: boolean, now: Date }
): { id: CaseFlag, name: string }[] {
  const today = civilDateOf(facts.now)
  const isOver = (due: CivilDate | null): boolean => due !== null && due < today
  const running = subCases.filter((subCase) => subCase.decided_at === null && subCase.ended_at === null)
  const holds: Record<CaseFlag, boolean> = {
    open_supplement: facts.hasOpenNotice,
    open_rectification: facts.hasOpenRectification,
    overdue_promised: running.some((subCase) => isOver(subCase.promised_due_on)),
    overdue_statutory: running.some((subCase) => isOver(subCase.statutory_due_on))
  }
  return (Object.keys(caseFlagNames) as CaseFlag[]).filter((id) => holds[id]).map((id) => ({ id, name: caseFlagNames[id] }))
}

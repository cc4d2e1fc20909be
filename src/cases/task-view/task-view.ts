/** What a person needs to see to do a task; travels with the task as the local variable `taskView`. No ID or telephone numbers. */
export interface TaskView {
  caseNo: string
  subCaseNo: string | null
  permitName: string | null
  applicant: string
  premises: string
  receivedAt: string | null
  /** ISO 8601 with offset; null where no limit runs. */
  dueAt: string | null
  deadlineText: string
  options: Option[]
  facts: LabelledValue[]
  materials: ViewedMaterial[]
  fields: Option[]
  /** The catalogue's reasons for a deficiency; `for`: of what each may be said. */
  reasons: (Option & { for: string[] })[]
  earlier: LabelledValue[]
  /** Why the last completion was turned back. */
  refusal: string | null
  [further: string]: unknown
}
export interface ViewedMaterial { id: string, name: string, state: string, link: string | null }
export interface Option { value: string, label: string }
export interface LabelledValue { label: string, value: string }

/** The task's local variables: the view and the form's prefilled values. */
export interface TaskData { taskView: TaskView, [prefilled: string]: unknown }

import type { TaskDetail } from '../../api/types.ts'

export interface LabelledValue { label: string, value: string }

/** What the platform prepared for a task (src/cases/task-view/task-view.ts); a task whose listener hasn't run yet has none. */
export interface TaskViewData { facts: LabelledValue[], earlier: LabelledValue[], refusal: string | null, deadlineText: string }

export function viewOf ({ data }: TaskDetail): TaskViewData {
  const { facts = [], earlier = [], refusal = null, deadlineText = '' } = (data.taskView ?? {}) as Partial<TaskViewData>
  return { facts, earlier, refusal, deadlineText }
}

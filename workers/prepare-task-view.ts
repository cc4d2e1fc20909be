import { permitTaskData } from '../src/cases/task-view/permit-task-view.js'
import { postCheckTaskData } from '../src/cases/task-view/post-check-task-view.js'
import { visitTaskData } from '../src/cases/task-view/visit-task-data.js'
import type { TaskData } from '../src/cases/task-view/task-view.js'
import { instanceOf, type InstanceOwner } from '../src/database/engine-instances.js'
import { insertTaskView } from '../src/database/task-views.js'
import { findUnfit } from '../src/domain/storable-text.js'
import { defineWorker, type WorkerContext } from '../src/engine/define-worker.js'

const postCheckTasks: ReadonlySet<string> = new Set(['post-check', 'post-check-recheck', 'decide-revocation'])

interface Input { refusal?: unknown, verdicts?: unknown, findings?: unknown }

/**
 * Start listener of every user task: what the person needs to see becomes the task's local variables, so that Tasklist alone suffices,
 * and is kept for the clerk desk.
 */
export default defineWorker<Input>({
  jobType: 'prepare-task-view',
  input: { type: 'object', properties: { refusal: {}, verdicts: {}, findings: {} } },
  async handle (input, context) {
    const owner = await instanceOf(context.tx, context)
    const refusal = typeof input.refusal === 'string' && input.refusal !== '' ? input.refusal : null
    const data = keepEntries(await taskData(context, owner, refusal), refusal, input)
    await insertTaskView(context.tx, context, owner, data)
    return data
  }
})

async function taskData (context: WorkerContext, owner: InstanceOwner, refusal: string | null): Promise<TaskData> {
  if (owner.visitNo !== undefined) return await visitTaskData(context, owner.caseNo, owner.visitNo, refusal)
  if (owner.subCaseNo === undefined) throw new Error(`no view for task ${context.job.elementId} of process ${context.job.processId}`)
  if (postCheckTasks.has(context.job.elementId)) return await postCheckTaskData(context, owner.subCaseNo, refusal)
  return await permitTaskData(context, owner.subCaseNo, refusal)
}

/**
 * Somebody whose entry was turned back finds what they had entered, not a fresh form, and beside it the rows that they left out. What no
 * text can hold, sent past every form, is not given back.
 */
function keepEntries (data: TaskData, refusal: string | null, { verdicts, findings }: Input): TaskData {
  if (refusal === null || findUnfit([verdicts, findings]) !== undefined) return data
  return {
    ...data,
    ...('verdicts' in data ? { verdicts: entered(verdicts, data.verdicts, ['kind', 'id']) } : {}),
    ...('findings' in data ? { findings: entered(findings, data.findings, ['subCaseNo', 'checkItem']) } : {})
  }
}

function entered (rows: unknown, prefilled: unknown, keys: string[]): unknown[] {
  const [kept, fresh] = [rowsIn(rows), rowsIn(prefilled)]
  const isEntered = (row: Row): boolean => kept.some((one) => keys.every((key) => one[key] === row[key]))
  return [...kept, ...fresh.filter((row) => !isEntered(row))]
}

type Row = Record<string, unknown>

function rowsIn (value: unknown): Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row)) : []
}

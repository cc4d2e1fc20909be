import type { Knex } from 'knex'
import { lockCase } from '../../database/cases.js'
import { visitOf } from '../../database/visits.js'
import { isoAtCivilZone } from '../../domain/time.js'
import type { WorkerContext } from '../../engine/define-worker.js'
import { visitTaskView } from './visit-task-view.js'
import { reportOf } from '../visits/visits-of-case.js'
import type { TaskData, ViewedMaterial } from './task-view.js'

/** View and prefilled form of a task about a joint visit. */
export async function visitTaskData (context: WorkerContext, caseNo: string, visitNo: string, refusal: string | null): Promise<TaskData> {
  const { tx, job, clock } = context
  const caseFile = await lockCase(tx, caseNo)
  const { dueAt, deadlineText, facts, options, inspectors, slots, prefilled } = await visitTaskView(tx, visitNo, job.elementId, clock.now())
  return {
    ...prefilled,
    taskView: {
      caseNo,
      subCaseNo: null,
      permitName: null,
      applicant: caseFile.holder_name,
      premises: caseFile.premises_address,
      receivedAt: caseFile.received_at === null ? null : isoAtCivilZone(caseFile.received_at),
      dueAt: dueAt === null ? null : isoAtCivilZone(dueAt),
      deadlineText,
      options,
      facts,
      materials: job.elementId === 'recheck' ? await rectificationPhotos(context, visitNo) : [],
      fields: [],
      reasons: [],
      earlier: [],
      refusal,
      inspectors,
      slots
    }
  }
}

/** What the applicant photographed of the rectification, opened like a material. */
export async function rectificationPhotos ({ tx, publicUrl }: { tx: Knex, publicUrl: string }, visitNo: string): Promise<ViewedMaterial[]> {
  const { photos } = reportOf((await visitOf(tx, visitNo)).rectification_report)
  return photos.map(({ fileName }, index) => ({
    id: `rectification-${index + 1}`, name: `整改照片：${fileName}`, state: '申请人报告整改时提交', link: `${publicUrl}/api/v1/visits/${visitNo}/rectification-photos/${index + 1}`
  }))
}

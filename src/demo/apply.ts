import { randomUUID } from 'node:crypto'
import type { ApplicationAnswer, GuideAnswer, SubmissionAnswer } from './api-shapes.js'
import type { HttpSession } from './http-session.js'
import { samplePdf } from './sample-pdf.js'
import type { Story } from './story.js'

export interface Applied extends SubmissionAnswer { departments: Set<string>, handedIn: number, leftOut: string[] }

/** The applicant's way from the guide to the receipt: answers, permits, one form, materials, submission. */
export async function applyAsTold (applicant: HttpSession, story: Story): Promise<Applied> {
  const { industry, answers, permits, commitments, tolerated, form } = story
  const guide = await applicant.post<GuideAnswer>(`/industries/${industry}/guide`, { answers, permits })
  const { id } = await applicant.post<ApplicationAnswer>('/applications', { industry })
  await applicant.put(`/applications/${id}`, { answers, permits, commitments, tolerated, form })

  const needed = guide.materials.filter((material) =>
    material.required && !material.isGenerated && !material.isCommitted && material.source !== 'awaited-in-case' && material.dataSharing.available !== 'yes')
  const leftOut = needed.filter(({ materialId }) => story.omit.includes(materialId))
  const handedIn = needed.filter(({ materialId }) => !story.omit.includes(materialId) && !tolerated.includes(materialId))
  for (const { materialId } of handedIn) await applicant.upload(`/applications/${id}/materials/${materialId}`, await materialFile(materialId))

  const submission = await applicant.post<SubmissionAnswer>(`/applications/${id}/submit`, undefined, { 'idempotency-key': randomUUID() })
  return {
    ...submission,
    departments: new Set([...guide.permits.map(({ department }) => department.id), 'gov-services', 'market-regulation']),
    handedIn: handedIn.length,
    leftOut: leftOut.map(({ name }) => name)
  }
}

export async function materialFile (materialId: string): Promise<{ fileName: string, mediaType: string, content: Buffer }> {
  return { fileName: `${materialId}.pdf`, mediaType: 'application/pdf', content: await samplePdf(materialId) }
}

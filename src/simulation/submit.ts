import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { submitApplication } from '../cases/submit-application.js'
import { insertApplication, putApplicationMaterial, saveDraft } from '../database/applications.js'
import { addDemoCertificates } from '../demo/demo-certificates.js'
import { materialsFor, materialsToHandIn } from '../domain/materials.js'
import type { Clock } from '../domain/time.js'
import { filledForm } from './filled-form.js'
import type { Scenario } from './scenarios.js'

export interface Counter { database: Knex, clock: Clock, applicant: number, fileHash: string }

/** Hands in the scenario's application with everything that it requires. @returns the case number */
export async function submitScenario ({ database, clock, applicant, fileHash }: Counter, scenario: Scenario, serial: number): Promise<string> {
  const { industry, application: { answers, permits: chosen, deliveryMethod } } = scenario
  const permits = chosen.map(({ permit }) => permit.id)
  const commitments = chosen.filter(({ isCommitment }) => isCommitment).map(({ permit }) => permit.id)
  const form = filledForm(industry, permits, answers, { serial, deliveryMethod })
  await addDemoCertificates(database, { usci: String(form.usci), name: String(form.entity_name) })
  const application = await insertApplication(database, { accountId: applicant, industry: industry.id, now: clock.now() })
  await saveDraft(database, application.id, { answers, permits, commitments, tolerated: [], form }, clock.now())
  const needed = materialsToHandIn(materialsFor(industry, permits, { ...answers, ...form }, commitments))
  for (const { materialId, required, dataSharing } of needed) {
    if (!required || dataSharing.available === 'yes') continue
    await putApplicationMaterial(database, application.id, { materialId, hash: fileHash, fileName: `${materialId}.pdf`, now: clock.now() })
  }
  const { caseNo } = await submitApplication(database, {
    applicationId: application.id, by: { id: applicant, kind: 'applicant', groups: [] }, idempotencyKey: randomUUID(), publicUrl: 'http://localhost'
  }, clock)
  return caseNo
}

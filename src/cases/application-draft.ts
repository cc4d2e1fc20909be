import type { Knex } from 'knex'
import { applicationOf, lockApplication, type ApplicationRow, type Keeper } from '../database/applications.js'
import { handInIds } from '../domain/materials.js'
import { ServiceError } from '../errors.js'
import { publishedIndustryOf } from './open-industry.js'

/** @throws ServiceError `application-not-found`, also for somebody else's */
export async function ownApplication (tx: Knex, id: string, keeper: Keeper): Promise<ApplicationRow> {
  return found(await applicationOf(tx, id, keeper))
}

/** The keeper's draft, not locked. @throws ServiceError `application-not-found`, `application-submitted` */
export async function draftOf (tx: Knex, id: string, keeper: Keeper): Promise<ApplicationRow> {
  return stillDraft(await ownApplication(tx, id, keeper))
}

/** The keeper's draft, locked; only a draft may be changed. @throws ServiceError `application-not-found`, `application-submitted` */
export async function draftToChange (tx: Knex.Transaction, id: string, keeper: Keeper): Promise<ApplicationRow> {
  return stillDraft(found(await lockApplication(tx, id, keeper)))
}

/** @throws ServiceError `unknown-material` */
export async function mustTakeMaterial (tx: Knex, draft: ApplicationRow, materialId: string): Promise<void> {
  const industry = await publishedIndustryOf(tx, draft.industry)
  if (!handInIds(industry, draft).includes(materialId)) throw new ServiceError('unknown-material', { material: materialId })
}

function found (row: ApplicationRow | undefined): ApplicationRow {
  if (row === undefined) throw new ServiceError('application-not-found')
  return row
}

function stillDraft (row: ApplicationRow): ApplicationRow {
  if (row.state !== 'draft') throw new ServiceError('application-submitted', { caseNo: row.case_no })
  return row
}

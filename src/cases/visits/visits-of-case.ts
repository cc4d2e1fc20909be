import type { Knex } from 'knex'
import { visitsOfCase } from '../../database/case-overview.js'
import type { CaseRow } from '../../database/cases.js'
import { teamOf } from '../../database/inspector-bookings.js'
import { releaseOf } from '../../database/releases.js'
import { subCasesOf, type SubCaseRow } from '../../database/sub-cases.js'
import { visitPhotosOf, type VisitPhotoRow } from '../../database/visit-photos.js'
import { visitOf } from '../../database/visits.js'
import type { PublishedIndustry } from '../../catalogue/types.js'
import { organName } from '../../domain/organs.js'
import { visitStateNames } from '../../domain/state-names.js'
import { permitOf } from '../permit-context.js'
import { photoName } from './photo-names.js'

/** A case's joint visits as its staff see them: who went, what they photographed, what the applicant reported as rectified. Oldest first. */
export async function visitsForStaff (tx: Knex, { case_no: caseNo, release_id: releaseId }: CaseRow) {
  const industry = await releaseOf(tx, releaseId)
  const subCases = await subCasesOf(tx, caseNo)
  return await Promise.all((await visitsOfCase(tx, caseNo)).map(async ({ visitNo }) => {
    const visit = await visitOf(tx, visitNo)
    const { statement, photos } = reportOf(visit.rectification_report)
    return {
      visitNo,
      stateName: visitStateNames[visit.state],
      lead: organName(industry, visit.department, visit.region),
      startsAt: visit.slot?.from ?? null,
      endsAt: visit.slot?.until ?? null,
      rectificationDueAt: visit.state === 'rectifying' ? visit.rectification_due_at : null,
      team: (await teamOf(tx, visitNo)).map(({ login, name, accountId }) => ({ login, name, isLeader: accountId === visit.leader })),
      photos: (await visitPhotosOf(tx, visitNo)).map((photo) => photoView(visitNo, photo, industry, subCases)),
      rectification: visit.reported_at === null
        ? null
        : {
            statement,
            reportedAt: visit.reported_at,
            photos: photos.map(({ fileName }, index) => ({ name: fileName, href: `/api/v1/visits/${visitNo}/rectification-photos/${index + 1}` }))
          }
    }
  }))
}

/** What an applicant reported as rectified; without a report nothing. */
export function reportOf (report: Record<string, unknown> | null): { statement: string, photos: { hash: string, fileName: string }[] } {
  const { statement = '', photos = [] } = (report ?? {}) as { statement?: string, photos?: { hash: string, fileName: string }[] }
  return { statement, photos }
}

function photoView (visitNo: string, photo: VisitPhotoRow, industry: PublishedIndustry, subCases: SubCaseRow[]) {
  const { photoId, kind, stage, subCaseNo, checkItem, signer, takenAt, takenByName, receivedAt } = photo
  const permit = subCases.find(({ sub_case_no: no }) => no === subCaseNo)?.permit
  return {
    photoId,
    kind,
    stage,
    subCaseNo,
    checkItem,
    name: photoName(photo, permit === undefined ? undefined : permitOf(industry, permit)),
    signer,
    takenAt,
    takenBy: takenByName,
    receivedAt,
    href: `/api/v1/visits/${visitNo}/photos/${photoId}`
  }
}

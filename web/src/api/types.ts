import type { Static } from '@sinclair/typebox'
import type * as accounts from '../../../src/routes/accounts.schemas.ts'
import type * as applications from '../../../src/routes/applications.schemas.ts'
import type { openRights } from '../../../src/routes/hearing-rights.schemas.ts'
import type * as cases from '../../../src/routes/cases.schemas.ts'
import type * as commitmentBars from '../../../src/routes/commitment-bars.schemas.ts'
import type * as catalogue from '../../../src/routes/catalogue.schemas.ts'
import type * as industries from '../../../src/routes/industries.schemas.ts'
import type * as licences from '../../../src/routes/licences.schemas.ts'
import type * as health from '../../../src/routes/platform-health.schemas.ts'
import type * as supervisedCatalogue from '../../../src/routes/supervised-catalogue.schemas.ts'
import type * as supervision from '../../../src/routes/supervision.schemas.ts'
import type { decisions } from '../../../src/routes/public-decisions.schemas.ts'
import type { notices } from '../../../src/routes/public-notices.schemas.ts'
import type * as timeLimits from '../../../src/routes/time-limits.schemas.ts'
import type * as tasks from '../../../src/routes/tasks.schemas.ts'
import type * as atWindow from '../../../src/routes/window.schemas.ts'
import type * as visits from '../../../src/routes/visits.schemas.ts'

export type { Guide, GuideField, GuidePlace } from '../../../src/domain/guide.ts'
export type { GuideMaterial } from '../../../src/domain/guide-materials.ts'
export type { GuidePermit } from '../../../src/domain/guide-permit.ts'
export type { FormComponent, Limit, Question } from '../../../src/catalogue/types.ts'

/** Answers of the API as its own schemas say; types only, nothing of the server is in the pages. */
export type ListedIndustry = Static<typeof industries.listed>
export type Industry = Static<typeof industries.industry>
export type OwnAccount = Static<typeof accounts.own>
export type Application = Static<typeof applications.application>
export type EarlierFiles = Static<typeof applications.earlierFiles>
export type DraftList = Static<typeof applications.draftList>
export type CaseList = Static<typeof cases.caseList>
export type CaseDetail = Static<typeof cases.caseDetail>
export type CaseFlow = Static<typeof cases.caseFlow>
export type CaseForm = Static<typeof cases.statedForm>
export type CaseTimeline = Static<typeof cases.timeline>
export type OpenHearingRight = Static<typeof openRights>['rights'][number]
export type DocumentList = Static<typeof cases.documentList>
export type Licence = Static<typeof licences.licence>
export type LicenceList = Static<typeof licences.licenceList>
export type PublicNotices = Static<typeof notices>
export type PublicDecisions = Static<typeof decisions>
export type CatalogueEdition = Static<typeof catalogue.edition>
export type CatalogueEditionBrief = Static<typeof catalogue.editionBrief>
export type CommitmentBars = Static<typeof commitmentBars.bars>
export type LiftedBar = Static<typeof commitmentBars.liftedBar>
export type Inbox = Static<typeof tasks.inbox>
export type InboxTask = Inbox['items'][number]
export type TaskDetail = Static<typeof tasks.taskDetail>
export type WindowApplicant = Static<typeof atWindow.applicant>
export type HandOvers = Static<typeof atWindow.handOvers>
export type WindowDrafts = Static<typeof atWindow.windowDrafts>
export type VisitCalendar = Static<typeof visits.calendar>
export type VisitsOfCase = Static<typeof visits.visitsOfCase>
export type VisitProposal = Static<typeof visits.proposal>

export interface Person { login: string, kind: 'applicant' | 'staff', displayName: string, groups: string[], endsInSeconds: number, isProlongable: boolean }

export type SupervisionFigures = Static<typeof supervision.figures>
export type RunningPermits = Static<typeof supervision.running>
export type WaitingPlaces = Static<typeof supervision.waiting>
export type Incidents = Static<typeof supervision.incidents>
export type PlatformState = Static<typeof supervision.platform>
export type OpenFacts = Static<typeof supervisedCatalogue.openFacts>
export type IndustryCoverage = Static<typeof supervisedCatalogue.coverage>
export type TimeLimits = Static<typeof timeLimits.timeLimits>
export type Workers = Static<typeof health.workers>
export type DeadLetters = Static<typeof health.deadLetters>

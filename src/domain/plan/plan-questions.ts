import type { PublishedIndustry } from '../../catalogue/types.js'
import { ServiceError } from '../../errors.js'
import { allQuestions, checkAnswers, exitsOf } from '../answers.js'
import { missingFacts, type Facts } from '../conditions.js'
import { civilDateOf } from '../time.js'
import { isInCalendar, type WorkCalendar } from '../working-days.js'

/**
 * Whether a plan can be made of these answers.
 * @throws ServiceError `invalid-answers`, `exit`, `unanswered-questions`; details name every question
 */
export function mustBePlannable (industry: PublishedIndustry, answers: Facts): void {
  const problems = checkAnswers(industry, answers)
  if (problems.length > 0) throw new ServiceError('invalid-answers', { problems })
  const exits = exitsOf(industry, answers)
  if (exits.length > 0) throw new ServiceError('exit', { exits })
  const questions = openQuestions(industry, answers)
  if (questions.length > 0) throw new ServiceError('unanswered-questions', { questions })
}

/** What has to be answered to know which permits apply and which of them may be handled by commitment. */
function openQuestions (industry: PublishedIndustry, answers: Facts): { question: string, text: string }[] {
  const missing = new Set(industry.permits.flatMap(({ applies_when: when, commitment }) => {
    const ofPermit = missingFacts(when, answers)
    return commitment.lock === null || ofPermit.length > 0 ? ofPermit : [...ofPermit, ...missingFacts(commitment.lock.when, answers)]
  }))
  return allQuestions(industry).filter(({ id }) => missing.has(id)).map(({ id, text }) => ({ question: id, text }))
}

/** @throws ServiceError `date-outside-calendar` with the first and last year that can be planned from */
export function mustBeInCalendar (calendar: WorkCalendar, submittedAt: Date): void {
  const date = civilDateOf(submittedAt)
  if (isInCalendar(calendar, date)) return
  throw new ServiceError('date-outside-calendar', { date, year: Number(date.slice(0, 4)) })
}

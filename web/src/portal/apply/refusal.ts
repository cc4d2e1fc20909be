import { ApiFailure, messageOf } from '../../api/client.ts'
import type { StepId } from './steps.ts'

/** One reason why an application was not taken, and the step at which it is put right. */
export interface Reason { text: string, step: StepId | null }
export interface Refusal { message: string, reasons: Reason[] }

interface Problem { label?: string, name?: string, permitName?: string, problem: string, question?: string, field?: string, permit?: string, material?: string }
interface Duplicate { permitName: string, how: string, where: string, caseNo: string | null, certificateNo: string | null }

export function refusalOf (error: unknown): Refusal {
  const details = error instanceof ApiFailure ? error.details : {}
  return {
    message: messageOf(error),
    reasons: [
      ...listOf<Problem>(details.problems).map((problem) => ({ text: wordsOf(problem), step: stepOf(problem) })),
      ...listOf<{ message: string, where: string }>(details.exits).map(({ message, where }): Reason => ({ text: `${message}。${where}`, step: 'questions' })),
      ...listOf<Duplicate>(details.duplicates).map((one): Reason => ({ text: duplicateWords(one), step: 'permits' })),
      ...listOf<{ permitName: string }>(details.permits).map(({ permitName }): Reason => ({ text: permitName, step: 'permits' })),
      ...typeof details.reason === 'string' ? [{ text: details.reason, step: null }] : []
    ]
  }
}

function listOf<One> (value: unknown): One[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object') as One[] : []
}

function wordsOf ({ label, name, permitName, problem }: Problem): string {
  const subject = label ?? name ?? permitName
  return subject === undefined || subject === null || problem.includes(subject) ? problem : `${subject}：${problem}`
}

function stepOf ({ question, field, permit, material }: Problem): StepId | null {
  if (question !== undefined) return 'questions'
  if (field !== undefined) return 'form'
  if (material !== undefined) return 'materials'
  return permit === undefined ? null : 'permits'
}

function duplicateWords ({ permitName, where, caseNo, certificateNo }: Duplicate): string {
  const number = caseNo !== null ? `，办件编号 ${caseNo}` : certificateNo !== null ? `，证号 ${certificateNo}` : ''
  return `“${permitName}”在${where}已经持有或者正在申请${number}`
}

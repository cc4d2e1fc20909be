import type { CivilDate } from '../domain/time.js'

export interface SharedCertificate {
  certificateNo: string
  content: Record<string, unknown>
  validUntil: CivilDate | null
}

/**
 * Where materials come from that the applicant need not hand in (数据共享, 方案 三（二）). Looking up is free of side effects;
 * undefined means not found, which is never the applicant's fault.
 */
export interface DataExchange {
  find (query: { materialId: string, holderUsci: string, on: CivilDate }): Promise<SharedCertificate | undefined>
}

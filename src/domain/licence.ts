import { isDeepStrictEqual } from 'node:util'
import type { CivilDate } from './time.js'
import { earlierOf } from './civil-days.js'

/** One permit on a composite licence. `source`: decided in this case, held before, or renewed by law (第五十条第二款). */
export interface LicenceEntry {
  permit: string
  name: string
  kind: '许可' | '备案'
  source: 'this-case' | 'held' | 'deemed-renewed'
  certificateName: string
  certificateNo: string
  department: string
  scope: string
  issuedOn: CivilDate
  validUntil: CivilDate | null
  validityText: string
  state: string
}

/** A composite licence as issued: what `composite-licence.json` and the PDF show. It integrates, it decides nothing (方案 二（二）). */
export interface CompositeLicence {
  certId: string
  licenceNo: string
  name: string
  industry: string
  holderName: string
  holderUsci: string
  legalRepName: string
  premisesAddress: string
  entries: LicenceEntry[]
  issueDate: CivilDate
  earliestExpiry: CivilDate | null
  version: number
  verifyUrl: string
  notes: string[]
}

/** States of a certificate that a licence goes on showing; in any other state the entry is deleted (方案 五（三）变更或删除). */
const shownStates = ['valid', 'suspended']
const sourceOrder: LicenceEntry['source'][] = ['deemed-renewed', 'this-case', 'held']

/**
 * The entries that a licence may carry, in the industry's order: one a permit (the newest source first), only certificates in force.
 * `permits` is that order; certificates of other permits are left out.
 */
export function licenceEntries (permits: string[], candidates: LicenceEntry[]): LicenceEntry[] {
  return permits.flatMap((permit) => candidates
    .filter((entry) => entry.permit === permit && shownStates.includes(entry.state))
    .sort((a, b) => sourceOrder.indexOf(a.source) - sourceOrder.indexOf(b.source) || b.issuedOn.localeCompare(a.issuedOn))
    .slice(0, 1))
}

/** The entries of a licence from which a certificate is taken: what it keeps, and what it loses. */
export function withoutCertificate (entries: LicenceEntry[], permit: string, certificateNo: string): { kept: LicenceEntry[], removed: LicenceEntry[] } {
  const isTaken = (entry: LicenceEntry): boolean => entry.permit === permit && entry.certificateNo === certificateNo
  return { kept: entries.filter((entry) => !isTaken(entry)), removed: entries.filter(isTaken) }
}

export interface LicenceRules {
  /** Permits without which, when applied for, the licence is withheld (`composite_licence.blocked_by`). */
  blockedBy: string[]
  minItems: number
}

export type LicenceVerdict =
  | { outcome: 'issue', entries: LicenceEntry[] }
  | { outcome: 'withheld', missing: string[] }
  | { outcome: 'none', reason: string }
  | { outcome: 'unchanged' }

/**
 * Whether a (new version of the) composite licence is due: granted and filed permits only, each as its own certificate says; withheld while a
 * permit that it depends on was applied for and is not there, which concerns the first version only; none out of a case that brought nothing (what is held already stands on its own
 * case's licence) or below the least number of entries; nothing when nothing changed.
 * Source: 方案 三（五）、五（三）.
 */
export function judgeLicence (
  rules: LicenceRules, applied: string[], entries: LicenceEntry[], current: LicenceEntry[] | null
): LicenceVerdict {
  const loaded = new Set(entries.map(({ permit }) => permit))
  const missing = rules.blockedBy.filter((permit) => applied.includes(permit) && !loaded.has(permit))
  if (current === null && missing.length > 0) return { outcome: 'withheld', missing }
  if (current !== null && isDeepStrictEqual(current, entries)) return { outcome: 'unchanged' }
  if (current === null && !entries.some(({ source }) => source === 'this-case')) return { outcome: 'none', reason: '本案没有准予的许可或者完成的备案' }
  if (current === null && entries.length < rules.minItems) {
    return { outcome: 'none', reason: `准予许可、完成备案的事项不足 ${rules.minItems} 项` }
  }
  return { outcome: 'issue', entries }
}

/** 最近到期日: only a hint, the licence as a whole has no validity of its own. */
export function earliestExpiry (entries: LicenceEntry[]): CivilDate | null {
  const dates = entries.map(({ validUntil }) => validUntil).filter((date): date is CivilDate => date !== null)
  return dates.length === 0 ? null : dates.reduce(earlierOf)
}

export const licenceNotes = [
  '本证为集成展示，不改变各单项许可的实施主体和法律效力。',
  '打印件仅供参考，以扫码为准。'
]

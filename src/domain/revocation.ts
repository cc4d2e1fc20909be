import type { Permit } from '../catalogue/types.js'
import { isBlank } from './blank.js'
import { monthsAfter } from './civil-days.js'
import type { Refusal } from './decision-rules.js'
import { unheardRefusal, type StatementSight } from './statement.js'
import type { CivilDate } from './time.js'

/** Why a permit is to be taken back after its post-check, as the party was told and is heard about: not corrected in time, or got by fraud. */
export type RevocationGround = 'uncorrected' | 'fraud'

export const groundNames: Record<RevocationGround, string> = {
  uncorrected: '经责令限期改正，逾期不改正或者改正后仍不符合承诺（备案）的内容',
  fraud: '涉嫌以欺骗等不正当手段取得'
}

/** On what a revocation may rest: for a permit the paragraphs of 行政许可法第六十九条, for a filing its own law. */
const articles: Record<RevocationGround, Record<string, string>> = {
  uncorrected: { 'art-69-1-4': '第六十九条第一款第四项', 'art-69-1-5': '第六十九条第一款第五项' },
  fraud: { 'art-69-2': '第六十九条第二款' }
}
const articleNotes: Record<string, string> = {
  'art-69-1-4': '不符合法定条件', 'art-69-1-5': '依法可以撤销的其他情形', 'art-69-2': '以欺骗、贿赂等不正当手段取得，应当撤销'
}
const ownLaw = 'own-law'

export function revocationBases (ground: RevocationGround, { kind }: Pick<Permit, 'kind'>): { value: string, label: string }[] {
  if (kind === '备案') return [{ value: ownLaw, label: '该备案事项的法律、法规' }]
  return Object.entries(articles[ground]).map(([value, article]) => ({ value, label: `行政许可法${article}（${articleNotes[value]!}）` }))
}

/** 第六十九条第… of 行政许可法; undefined where the filing's own law alone is the basis. */
export function articleOf (ground: RevocationGround, basis: string): string | undefined {
  return articles[ground][basis]
}

export interface RevocationSight {
  /** The bases that there are for what the party was told. */
  bases: string[]
  /** Who looked, the first time and the second. */
  checkedBy: (string | null)[]
  decidedBy: string
  /** State of the certificate; undefined: there is none. */
  certificateState: string | undefined
  statement: StatementSight | undefined
  today: CivilDate
}

/** 撤销与否: by another person than looked, with reasons; against the party only when it was heard (行政许可法第七条、第六十九条). */
export function checkRevocation ({ decision, basis, reasons }: Record<string, unknown>, sight: RevocationSight): Refusal {
  if (decision !== 'revoked' && decision !== 'maintained') return '请选择撤销或者不予撤销'
  if (isBlank(reasons)) return '请写明理由'
  if (sight.checkedBy.includes(sight.decidedBy)) return '核查人与决定人不得为同一人'
  if (decision === 'maintained') return undefined
  if (!sight.bases.includes(String(basis))) return '请选择撤销的依据'
  if (sight.certificateState !== 'valid' && sight.certificateState !== 'suspended') return '该事项现在没有有效的证件，无须撤销'
  return unheardRefusal(sight.statement, sight.today, 'revoke')
}

/** 三年内不得再次申请 (行政许可法第七十九条): its last day, which no rest day moves. */
export function banEnd (decidedOn: CivilDate): CivilDate {
  return monthsAfter(decidedOn, 36)
}

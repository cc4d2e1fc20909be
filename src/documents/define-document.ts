import type { Block } from './blocks.js'
import type { DataOf, FieldSet } from './fields.js'
import type { Letter } from './letter.js'

/** Which seal an organ puts under a kind of document. */
export const sealNames = {
  receipt: '收件专用章',
  licensing: '行政许可专用章',
  organ: '机关印章',
  filing: '备案专用章',
  return: '收退件专用章',
  none: ''
} as const
export type SealKind = keyof typeof sealNames

export interface DocumentDefinition<Fields extends FieldSet = FieldSet> {
  title: string
  /** Word of the kind in document numbers: 补正 in 汴市监补正〔2026〕000001号. */
  numberWord: string
  /**
   * Who alone may issue it: the organ that decides on its permits (实施主体不变), or the department of this id; any organ where the law leaves it open.
   */
  issuer?: 'permit-organ' | 'gov-services'
  /** Legal basis, as the document states it. */
  basis: string
  seal: SealKind
  /** Who signs at the end: the organ, or the applicant (commitments, applications, withdrawals). */
  signer: 'organ' | 'applicant'
  /** `letter`: addressee, text, seal; `record`: the same without addressee; the others have a page of their own. */
  page: 'letter' | 'record' | 'certificate' | 'licence'
  /** Must not be issued without the remedies of every organ concerned (行政复议、行政诉讼). */
  needsRemedy?: true
  /** Who gets a copy, printed at the end. */
  copies?: string
  fields: Fields
  /** What it is called where its data say so; else `title`. */
  titleOf?(data: DataOf<Fields>): string | undefined
  /** Its legal basis where that depends on the data; else `basis`. */
  basisOf?(data: DataOf<Fields>): string | undefined
  /**
   * To whom it is addressed when not to the applicant; null: to the public. Such a paper carries nothing that is the applicant's alone: no
   * telephone, receipt code or QR code of the progress.
   */
  addressee?(data: DataOf<Fields>): string | null | undefined
  /** What fields contradict or call for each other, as Chinese sentences without full stop; asked when each field is right by itself. */
  problems?(data: DataOf<Fields>): string[]
  body (letter: Letter, data: DataOf<Fields>): Block[]
}

/** A kind of document: data and template. */
export function defineDocument<Fields extends FieldSet> (definition: DocumentDefinition<Fields>): DocumentDefinition<Fields> {
  return definition
}

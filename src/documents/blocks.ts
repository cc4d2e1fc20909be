import type { Strokes } from '../domain/signature.js'

/** What the text of a document consists of, whatever it is drawn with. Kinds compose these from their data. */
export type Block =
  | { type: 'paragraph', text: string }
  | { type: 'line', text: string }
  | { type: 'heading', text: string }
  | { type: 'facts', facts: { label: string, value: string }[] }
  | { type: 'table', columns: Column[], rows: string[][] }
  | { type: 'note', text: string }
  | { type: 'steps', steps: Step[] }
  | { type: 'signature', label: string, strokes: Strokes | null }

/** One step of a way from beginning to end, and who does it. */
export interface Step { title: string, actor: string, lines: string[] }

export interface Column {
  title: string
  /** Share of the table's width. */
  weight: number
  align?: 'left' | 'centre'
}

/** A paragraph of the body: first line indented by two characters. */
export function paragraph (text: string): Block {
  return { type: 'paragraph', text }
}

/** A line without indent, such as an addressee. */
export function line (text: string): Block {
  return { type: 'line', text }
}

export function heading (text: string): Block {
  return { type: 'heading', text }
}

/** Small print under a table or at the end. */
export function note (text: string): Block {
  return { type: 'note', text }
}

/** A ruled list of label and value; facts without a value are left out. */
export function facts (list: [label: string, value: string | number | undefined][]): Block {
  return {
    type: 'facts',
    facts: list.flatMap(([label, value]) => value === undefined || value === '' ? [] : [{ label, value: String(value) }])
  }
}

/** A ruled table; a cell without a value shows a dash. A column 序号 is as wide as its head needs, whatever the others weigh. */
export function table<Row> (rows: readonly Row[], columns: [title: string, weight: number, cell: (row: Row, index: number) => string | number | undefined][]): Block {
  const others = columns.filter(([title]) => title !== ordinal).reduce((sum, [, weight]) => sum + weight, 0)
  return {
    type: 'table',
    columns: columns.map(([title, weight]) => ({ title, weight: title === ordinal ? others * 0.082 : weight, align: weight <= 2 ? 'centre' : 'left' })),
    rows: rows.map((row, index) => columns.map(([, , cell]) => String(cell(row, index) ?? '—')))
  }
}

/** Steps joined by a line, in their order. */
export function steps (list: Step[]): Block {
  return { type: 'steps', steps: list }
}

/** Where somebody signs; what they signed on a screen stands there already. */
export function signatureLine (label: string, strokes: Strokes | null): Block {
  return { type: 'signature', label, strokes }
}

const ordinal = '序号'

import { areStrokes, type Strokes } from '../domain/signature.js'

/**
 * The fields of a document kind: label, type, required or not. They say what a caller passes (typed by inference) and are
 * checked before a document gets its number: an empty required field is an error, never an empty line on paper.
 */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  label: string
  type: string
  isRequired: Required
  /** Problems of a value that is present, as Chinese sentences without full stop. */
  problems (value: unknown): string[]
  /** What a person has said: it stands on paper word for word. All else may come from the catalogue, whose remarks for its keepers are left out. */
  isSaid?: boolean
  /** Of a table. */
  columns?: FieldSet
  /** Only for inference. */
  readonly value?: Value
}

export type FieldSet = Record<string, Field>

type ValueOf<F> = F extends Field<infer Value, boolean> ? Value : never
type RequiredKeys<Fields> = { [K in keyof Fields]: Fields[K] extends Field<unknown, true> ? K : never }[keyof Fields]

/** What a caller passes for a set of fields. */
export type DataOf<Fields extends FieldSet> =
  & { [K in RequiredKeys<Fields>]: ValueOf<Fields[K]> }
  & { [K in Exclude<keyof Fields, RequiredKeys<Fields>>]?: ValueOf<Fields[K]> | null }

export function text (label: string): Field<string, true> {
  return field(label, 'text', (value) => typeof value === 'string' ? [] : [`“${label}”不是文字`])
}

/** The same of what an applicant, a party or an official has said or written. */
export function said (label: string): Field<string, true> {
  return { ...text(label), isSaid: true }
}

/** Civil date, `yyyy-MM-dd`. */
export function date (label: string): Field<string, true> {
  return field(label, 'date', (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? [] : [`“${label}”不是日期（yyyy-MM-dd）`])
}

/** An instant: `Date`, or ISO 8601 with offset. */
export function dateTime (label: string): Field<Date | string, true> {
  return field(label, 'dateTime', (value) => isInstant(value) ? [] : [`“${label}”不是时间`])
}

export function integer (label: string): Field<number, true> {
  return field(label, 'integer', (value) => Number.isSafeInteger(value) ? [] : [`“${label}”不是整数`])
}

export function flag (label: string): Field<boolean, true> {
  return field(label, 'boolean', (value) => typeof value === 'boolean' ? [] : [`“${label}”不是“是”或“否”`])
}

/** One of the codes of a table code → Chinese. */
export function choice<Code extends string> (label: string, words: Record<Code, string>): Field<Code, true> {
  return field(label, Object.keys(words).join(' | '), (value) =>
    typeof value === 'string' && Object.hasOwn(words, value) ? [] : [`“${label}”不在可选范围内`])
}

/** A list of sentences, at least one. */
export function list (label: string): Field<string[], true> {
  return field(label, 'string[]', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string' && one.trim() !== '') ? [] : [`“${label}”不是逐条的文字`])
}

/** What somebody signed on a screen. */
export function signature (label: string): Field<Strokes, true> {
  return field(label, 'number[][]', (value) => areStrokes(value) ? [] : [`“${label}”不是笔迹`])
}

/** A table with at least one row. */
export function rows<Columns extends FieldSet> (label: string, columns: Columns): Field<DataOf<Columns>[], true> {
  const names = Object.entries(columns).map(([id, column]) => id + (column.isRequired ? '' : '?')).join(', ')
  const table = field<DataOf<Columns>[]>(label, `[{ ${names} }]`, (value) => {
    if (!Array.isArray(value)) return [`“${label}”不是表格`]
    return value.flatMap((row: Record<string, unknown>, index) =>
      fieldProblems(columns, row ?? {}).map((problem) => `“${label}”第${index + 1}行${problem}`))
  })
  return { ...table, columns }
}

export function optional<Value> (required: Field<Value, true>): Field<Value, false> {
  return { ...required, isRequired: false }
}

/** Everything wrong with the data of a document; empty when it may be issued. */
export function fieldProblems (fields: FieldSet, data: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([id, { label, isRequired, problems }]) => {
    const value = data[id]
    if (isEmpty(value)) return isRequired ? [`缺少“${label}”`] : []
    return problems(value)
  })
}

/** The data of exactly these fields; what else a caller has at hand stays out of the document. */
export function ownFields (fields: FieldSet, data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(fields).filter((id) => !isEmpty(data[id])).map((id) => [id, data[id]]))
}

/** The data as it is printed: `clean` is applied to every text but to what people have said. */
export function printable (fields: FieldSet, data: Record<string, unknown>, clean: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([id, value]) => {
    const { isSaid, columns } = fields[id]!
    if (isSaid === true) return [id, value]
    if (columns !== undefined) return [id, (value as Record<string, unknown>[]).map((row) => printable(columns, ownFields(columns, row), clean))]
    return [id, typeof value === 'string' ? clean(value) : Array.isArray(value) ? value.map((one: unknown) => typeof one === 'string' ? clean(one) : one) : value]
  }))
}

function field<Value> (label: string, type: string, problems: (value: unknown) => string[]): Field<Value, true> {
  return { label, type, isRequired: true, problems }
}

function isEmpty (value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

function isInstant (value: unknown): boolean {
  return (value instanceof Date || typeof value === 'string') && !Number.isNaN(new Date(value).getTime())
}

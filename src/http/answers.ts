import { Type, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox'

/** An object that has these fields and no others. */
export function closed<Properties extends TProperties> (properties: Properties, options: object = {}): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** One of a fixed list of texts. */
export function oneOf<const Values extends readonly string[]> (values: Values, options: object = {}): TSchema & { static: Values[number] } {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], ...options }) as TSchema & { static: Values[number] }
}

/** What a person writes: something, and no longer than that. */
export function words (title: string, maxLength: number) {
  return Type.String({ title, minLength: 1, maxLength, pattern: '\\S' })
}

export const instant = Type.String({ format: 'date-time' })
export const civilDate = Type.String({ format: 'date' })
/** Something may be absent: `null`, never left out. */
export function nullable<Schema extends TSchema> (schema: Schema): TSchema & { static: Static<Schema> | null } {
  const { type, ...rest } = schema as TSchema & { type?: string }
  if (typeof type === 'string' && type !== 'object' && type !== 'array') {
    return Type.Unsafe<Static<Schema> | null>({ ...rest, type: [type, 'null'] }) as TSchema & { static: Static<Schema> | null }
  }
  return Type.Unsafe<Static<Schema> | null>({ anyOf: [schema, { type: 'null' }] }) as TSchema & { static: Static<Schema> | null }
}
/** Values whose shape is the catalogue's affair. */
export const anyRecord = Type.Record(Type.String(), Type.Unknown())

const errorAnswer = Type.Object({
  code: Type.String({ description: '错误标识，见 docs/errors.md' }),
  message: Type.String({ description: '给用户看的说明' }),
  details: Type.Optional(anyRecord)
})

const file = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' })

/** A file instead of JSON. */
export function fileAnswer (...mediaTypes: string[]): object {
  return { content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: file }])) }
}

export const nothing = Type.Null({ description: '没有内容' })

/** The schemas of all statuses: what is answered when it goes well, and the refusals. 400, 500 and 503 may come from every route. */
export function answers (good: Record<number, TSchema>, refusals: number[] = []): Record<number, TSchema> {
  const bad = [...new Set([400, ...refusals, 500, 503])]
  return { ...good, ...Object.fromEntries(bad.map((status) => [status, errorAnswer])) }
}

/** What any request that changes something may be refused for, before its route is asked: its origin, its size, its form. */
export const unsafeRefusals: Record<number, TSchema> = { 403: errorAnswer, 413: errorAnswer, 415: errorAnswer }

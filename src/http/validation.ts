import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { Ajv, type ErrorObject } from 'ajv'
import ajvFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { findUnfit } from '../domain/storable-text.js'
import { ServiceError } from '../errors.js'

/** Schemas are compiled once a process: most answers of all routes share theirs. */
const answerCompiler = SerializerSelector()({}, {})
const compiledAnswers = new WeakMap<object, (data: unknown) => string>()

const options = { strict: true, allErrors: true, verbose: true, removeAdditional: false, useDefaults: true } as const

const ofBodies = withFormats(new Ajv({ ...options, coerceTypes: false }))
const ofText = withFormats(new Ajv({ ...options, coerceTypes: 'array' }))

/**
 * Bodies are taken as they are; what comes as text (query, params, headers) is read as the type that the schema asks for. What the
 * database could never hold is refused here, whichever route it was sent to.
 */
export function registerValidation (app: FastifyInstance): void {
  app.setSerializerCompiler(({ schema, method, url, httpStatus = '' }) => {
    const known = compiledAnswers.get(schema as object) ?? answerCompiler({ schema, method, url, httpStatus })
    compiledAnswers.set(schema as object, known)
    return known
  })
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? ofBodies : ofText).compile(schema as object))
  app.addHook('preValidation', async ({ params, query, body }) => {
    for (const [where, value] of Object.entries({ params, querystring: query, body })) mustBeStorable(where, value)
  })
}

function mustBeStorable (where: string, value: unknown): void {
  const unfit = findUnfit(value)
  if (unfit === undefined) return
  const field = unfit.path.join('.')
  throw new ServiceError('bad-request', { in: where, problems: [{ field, label: field, problem: unfit.problem }] })
}

export interface FieldProblem { field: string, label: string, problem: string }

/** What is wrong with which field, in Chinese. A field is called by its schema's title, else by its name. */
export function fieldProblems (errors: ErrorObject[]): FieldProblem[] {
  return errors.map((error) => {
    const path = pathOf(error)
    return { field: path.join('.'), label: labelOf(error) ?? path.join('.'), problem: problemOf(error) }
  })
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

/** Narrower than the standard where JavaScript or the database is: no leap second, no `urn:uuid:`. */
function withFormats (ajv: Ajv): Ajv {
  ajvFormats.default(ajv)
  ajv.addFormat('uuid', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)
  ajv.addFormat('date-time', (text) => instantPattern.test(text) && !Number.isNaN(Date.parse(text)))
  return ajv
}

function pathOf (error: ErrorObject): string[] {
  const path = error.instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (error.keyword === 'required') path.push(String(error.params.missingProperty))
  if (error.keyword === 'additionalProperties') path.push(String(error.params.additionalProperty))
  return path
}

function labelOf (error: ErrorObject): string | undefined {
  const parent = error.parentSchema as { title?: string, properties?: Record<string, { title?: string }> } | undefined
  if (error.keyword === 'required') return parent?.properties?.[String(error.params.missingProperty)]?.title
  return error.keyword === 'additionalProperties' ? undefined : parent?.title
}

const typeNames: Record<string, string> = {
  string: '文本', number: '数字', integer: '整数', boolean: '是或否', array: '列表', object: '对象', null: '空值'
}

function problemOf ({ keyword, params }: ErrorObject): string {
  switch (keyword) {
    case 'required': return '必须填写'
    case 'additionalProperties': return '不认识的字段'
    case 'type': return `必须是${[params.type].flat().map((type) => typeNames[String(type)] ?? String(type)).join('或')}`
    case 'minLength': return params.limit === 1 ? '不能为空' : `至少${params.limit}个字`
    case 'maxLength': return `不能超过${params.limit}个字`
    case 'minItems': return params.limit === 1 ? '至少选一项' : `至少${params.limit}项`
    case 'maxItems': return `不能超过${params.limit}项`
    case 'uniqueItems': return '不能重复'
    case 'minimum': return `不能小于${params.limit}`
    case 'maximum': return `不能大于${params.limit}`
    case 'enum': return `只能是：${(params.allowedValues as unknown[]).join('、')}`
    case 'format': case 'pattern': return '格式不正确'
    default: return '不符合要求'
  }
}

import { Ajv, type ErrorObject } from 'ajv'
import formats from 'ajv-formats'
import calendar from './schemas/calendar.json' with { type: 'json' }
import catalogue from './schemas/catalogue.json' with { type: 'json' }
import clockHistory from './schemas/clock-history.json' with { type: 'json' }
import common from './schemas/common.json' with { type: 'json' }
import confirmations from './schemas/confirmations.json' with { type: 'json' }
import defaults from './schemas/defaults.json' with { type: 'json' }
import reasons from './schemas/reasons.json' with { type: 'json' }
import departments from './schemas/departments.json' with { type: 'json' }
import fields from './schemas/fields.json' with { type: 'json' }
import industry from './schemas/industry.json' with { type: 'json' }
import materials from './schemas/materials.json' with { type: 'json' }
import permit from './schemas/permit.json' with { type: 'json' }
import questions from './schemas/questions.json' with { type: 'json' }
import regions from './schemas/regions.json' with { type: 'json' }
import type { CatalogueProblem } from './catalogue-error.js'
import type { YamlFile, YamlPath } from './yaml-file.js'

const schemas = { 'clock-history': clockHistory, fields, materials, questions, departments, regions, defaults, reasons, calendar, catalogue, confirmations, permit, industry }
export type SchemaName = keyof typeof schemas

export interface SchemaCheck {
  /** Problems of a file against its schema; fills in the schema's default values on the way. */
  check (name: SchemaName, yaml: YamlFile): CatalogueProblem[]
}

let compiled: SchemaCheck | undefined

/** The JSON Schemas of all files that people write, compiled once a process. */
export function schemaCheck (): SchemaCheck {
  compiled ??= compileSchemas()
  return compiled
}

function compileSchemas (): SchemaCheck {
  const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true, code: { optimize: false } })
  formats.default(ajv)
  ajv.addSchema(common)
  const validators = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))
  return {
    check (name, yaml) {
      const validate = validators[name]!
      if (validate(yaml.data)) return []
      return worthTelling(validate.errors ?? []).map((error) => toProblem(yaml, error))
    }
  }
}

/** Of a union's errors, those that the writer most likely meant: deeper ones first, and never "must be null". */
function worthTelling (errors: ErrorObject[]): ErrorObject[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf')
  const dropped = new Set<ErrorObject>(errors.filter((error) => error.keyword === 'if'))
  for (const union of unions) {
    const branches = errors.filter((error) => error !== union && error.schemaPath !== union.schemaPath && isBelow(error, union))
    const deeper = branches.filter((error) => error.instancePath !== union.instancePath)
    const here = branches.filter((error) => error.instancePath === union.instancePath && error.keyword !== 'type')
    const kept = deeper.length > 0 ? deeper : union.keyword === 'oneOf' ? [] : here
    for (const error of branches) if (!kept.includes(error)) dropped.add(error)
    if (kept.length > 0) dropped.add(union)
  }
  return errors.filter((error) => !dropped.has(error))
}

function isBelow (error: ErrorObject, union: ErrorObject): boolean {
  return error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`)
}

function toProblem (yaml: YamlFile, error: ErrorObject): CatalogueProblem {
  const path = pathOf(yaml.data, error.instancePath)
  const name = path.length === 0 ? '文件' : `“${path.join('.')}”`
  const params = error.params as Record<string, unknown>
  const expected = (error.parentSchema as { description?: string } | undefined)?.description
  switch (error.keyword) {
    case 'required':
      return yaml.problemAt(path, `${name} 缺少“${String(params['missingProperty'])}”`, '补上这一项')
    case 'additionalProperties': {
      const key = String(params['additionalProperty'])
      return yaml.problemAt([...path, key], `${name} 中有不认识的“${key}”`, '检查是否写错，或删去')
    }
    case 'enum':
      return yaml.problemAt(path, `${name} 的值不在可选范围`, `可选：${(params['allowedValues'] as unknown[]).join('、')}`)
    case 'const':
      return yaml.problemAt(path, `${name} 的值不对`, `应为 ${JSON.stringify(params['allowedValue'])}`)
    case 'type':
      return yaml.problemAt(path, `${name} 的类型不对`, expected ?? `应为${typeNames(params['type'])}`)
    case 'uniqueItems':
      return yaml.problemAt(path, `${name} 中有重复的值`, '删去重复的')
    default:
      return yaml.problemAt(path, `${name} 写法不对（${error.message ?? error.keyword}）`, expected ?? '对照同类文件改正')
  }
}

function pathOf (data: unknown, pointer: string): YamlPath {
  let at = data
  return pointer.split('/').slice(1).map((step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    const result = Array.isArray(at) ? Number(key) : key
    at = (at as Record<string | number, unknown> | undefined)?.[result]
    return result
  })
}

const chineseTypes: Record<string, string> = {
  string: '文字', integer: '整数', number: '数字', boolean: 'true 或 false', array: '列表', object: '键值', null: '空'
}
function typeNames (type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((one) => chineseTypes[String(one)] ?? String(one)).join('或')
}

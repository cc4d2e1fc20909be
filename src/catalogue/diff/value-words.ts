import { limitInWords } from '../../domain/limit-words.js'
import type { Condition, Limit } from '../types.js'

/** What ids are called by people: questions, fields, permits, departments. */
export type Names = Map<string, string>

const fixedWords: Record<string, string> = {
  required: '必办',
  conditional: '视情形',
  optional: '自选',
  always: '一律',
  never: '不需要',
  post: '事后',
  yes: '可以',
  no: '不可以',
  partial: '部分可以',
  'not-applicable': '不适用',
  applicant: '申请人',
  government: '政府部门',
  'third-party': '第三方',
  'awaited-in-case': '等待同案结果',
  accepted: '受理之日',
  received: '收件之日',
  hard: '必须先办',
  soft: '可以同时办',
  boolean: '是或否',
  enum: '单选',
  'multi-enum': '多选',
  number: '数字',
  integer: '整数',
  string: '文字',
  text: '长文字',
  date: '日期'
}
const operators = { eq: '为', ne: '不为', gt: '大于', gte: '不小于', lt: '小于', lte: '不大于', in: '属于', contains: '包含' } as const

/** One value in words. Limits with their unit, conditions as a sentence, lists joined. */
export function valueWords (value: unknown, names: Names): string {
  if (value === null || value === undefined) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map((one) => valueWords(one, names)).join('、')
  if (isLimit(value)) return limitWords(value)
  if (isCondition(value)) return conditionWords(value, names)
  if (typeof value === 'object') return titleOfItem(value as Record<string, unknown>, names) ?? Object.values(value).map((one) => valueWords(one, names)).join('，')
  return fixedWords[String(value)] ?? names.get(String(value)) ?? String(value)
}

export function conditionWords (condition: Condition, names: Names): string {
  if ('all' in condition) return condition.all.map((one) => grouped(one, names)).join('，并且')
  if ('any' in condition) return condition.any.map((one) => grouped(one, names)).join('，或者')
  if ('not' in condition) return `不是（${conditionWords(condition.not, names)}）`
  return `“${names.get(condition.q) ?? condition.q}”${operators[condition.op]}${valueWords(condition.value, names)}`
}

function grouped (condition: Condition, names: Names): string {
  return 'q' in condition ? conditionWords(condition, names) : `（${conditionWords(condition, names)}）`
}

/** By what an item of a list is known to people. */
export function titleOfItem (item: Record<string, unknown>, names: Names): string | undefined {
  const id = item.permit ?? item.id ?? item.code ?? item.key
  const title = item.name ?? item.label ?? item.text ?? item.law ?? item.method ?? item.type
  if (typeof title === 'string') return item.law === undefined || item.article === null ? title : `${title}${String(item.article ?? '')}`
  if (typeof id === 'string') return names.get(id) ?? id
  return 'value' in item ? valueWords(item.value, names) : undefined
}

export function isLimit (value: unknown): value is Limit {
  return typeof value === 'object' && value !== null && 'n' in value && 'unit' in value
}

/** As policy staff read it: what is open is marked as in the files. */
export function limitWords ({ n, unit, unverified }: Limit): string {
  return `${limitInWords({ n, unit })}${unverified === true ? '〔待核〕' : ''}`
}

export function isCondition (value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && (('q' in value && 'op' in value) || 'all' in value || 'any' in value || 'not' in value)
}

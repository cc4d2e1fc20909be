import type { Field, FieldCheck } from '../catalogue/types.js'
import { idNumberWeights, provinceCodes, usciCharacters, usciWeights } from './identifiers.js'

/**
 * The check digits of identifiers.ts once more, as FEEL that says whether a filled-in field is wrong: the browser must refuse what the server refuses.
 * Only what the forms of Camunda 8.6 understand (no `matches`, no `every` over a range). A birth date is compared with the browser's own day.
 */
export function isWrongCode ({ id }: Pick<Field, 'id'>, check: FieldCheck): string {
  if (check.kind === 'usci') return `${id} != null and ${id} != "" and (${isWrongUsci(id)})`
  return `${check.type_field} = "${check.type_value}" and ${id} != null and ${id} != "" and (${isWrongIdNumber(id)})`
}

/** What is told of a wrong code. */
export function problemOfCode (check: FieldCheck): string {
  return check.kind === 'usci' ? '不是正确的统一社会信用代码（18 位，请核对校验位）' : '不是正确的公民身份号码（18 位，请核对校验位）'
}

/** GB 32100: the weighted sum of all 18 characters, the check character's weight being 1, is a multiple of 31. */
function isWrongUsci (id: string): string {
  return `if string length(${id}) != 18 then true else not(${consistsOf(id, 1, 18, usciCharacters)} and ${consistsOf(id, 3, 8, '0123456789')} and ` +
    `modulo(${weightedSum(id, usciCharacters, [...usciWeights, 1])}, 31) = 0)`
}

/** GB 11643: province, a date of birth from 1850 until today, and the weighted sum leaves 1 when divided by 11. */
function isWrongIdNumber (id: string): string {
  const birth = `date(substring(${id}, 7, 4) + "-" + substring(${id}, 11, 2) + "-" + substring(${id}, 13, 2))`
  return `if string length(${id}) != 18 then true else if not(${consistsOf(id, 1, 17, '0123456789')} and ${consistsOf(id, 18, 18, '0123456789X')}) then true ` +
    `else if ${birth} = null then true else not(list contains(${JSON.stringify(provinceCodes)}, substring(${id}, 1, 2)) and ` +
    `${birth} >= date("1850-01-01") and ${birth} <= today() and modulo(${weightedSum(id, '0123456789X', [...idNumberWeights, 1])}, 11) = 1)`
}

function consistsOf (id: string, first: number, last: number, characters: string): string {
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return `(every i in ${JSON.stringify(places)} satisfies contains("${characters}", substring(${id}, i, 1)))`
}

/** A character's value is its place among `characters`. */
function weightedSum (id: string, characters: string, weights: number[]): string {
  return `sum(for i in 1..${weights.length} return string length(substring before("${characters}", substring(${id}, i, 1))) * ${JSON.stringify(weights)}[i])`
}

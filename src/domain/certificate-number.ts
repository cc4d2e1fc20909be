/**
 * Numbers of statutory certificates from the template that the permit's `certificate.number_template` gives. Pure.
 *
 * A template is text with placeholders:
 * - `{region}` six-digit division code of the deciding organ, `{region:4}` its first four digits
 * - `{year}` civil year of issue, four digits
 * - `{serial:6}` serial padded to that many digits, exactly one; each value of the rest counts from 1
 * - `{mod11_10}` GB/T 17710 check digit over all digits before it; `{mod37_36}` check character over all 0-9A-Z before it
 * - `{name}` any other word: a value that `certificate.number_values` of the permit maps from a form field
 */
import { checkCharacterMod37, checkDigitMod11, paddedSerial } from './identifiers.js'

export interface NumberParts {
  /** Division code; an own extension such as `410202-KFSFQ` counts as its first six digits. */
  region: string
  year: number
  values?: Record<string, string>
}

/** `certificate.number_values` of a permit: which form field gives a placeholder's text. */
export type NumberValues = Record<string, { field: string, map: Record<string, string>, default?: string }>

const builtIn = new Set(['region', 'year', 'serial', 'mod11_10', 'mod37_36'])
const placeholder = /\{([a-z_0-9]+)(?::(\d+))?\}/g

/** What is wrong with a template, in English for policy staff's checker; empty when it is sound. Checks a sample against `pattern`. */
export function numberTemplateProblems (template: string, pattern: string | null, values: NumberValues = {}): string[] {
  const found = [...template.matchAll(placeholder)]
  const problems: string[] = []
  const serials = found.filter(([, name]) => name === 'serial')
  if (/[{}]/.test(template.replace(placeholder, ''))) problems.push('a brace that belongs to no placeholder')
  if (serials.length !== 1) problems.push(`needs exactly one {serial:N}, has ${serials.length}`)
  if (serials.some(([, , width]) => !(Number(width) > 0))) problems.push('{serial} needs its width, e.g. {serial:6}')
  for (const [, name] of found) {
    if (!builtIn.has(name!) && values[name!] === undefined) problems.push(`{${name}} is neither built in nor in number_values`)
  }
  if (problems.length > 0 || pattern === null) return problems
  return sampleChoices(values).map((choice) => certificateNumber(template, { region: '410202', year: 2026, values: choice }, 1))
    .filter((sample) => !new RegExp(pattern).test(sample))
    .map((sample) => `gives '${sample}', which does not match ${pattern}`)
}

/** The certificate number for one serial. Throws when a value is missing or the serial does not fit. */
export function certificateNumber (template: string, parts: NumberParts, serial: number): string {
  return fill(template, parts, (width) => paddedSerial(serial, width))
}

/** What shares one sequence of serials: the template with everything but serial and check characters filled in. */
export function certificateNumberScope (permit: string, template: string, parts: NumberParts): string {
  const withoutChecks = template.replace(/\{mod(11_10|37_36)\}/g, '')
  return `certificate:${permit}:${fill(withoutChecks, parts, () => '#')}`
}

/** Values of a template's own placeholders from the application form. Throws when a field has no mapped text. */
export function numberValues (values: NumberValues, form: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, { field, map, default: fallback }]) => {
    const text = map[String(form[field])] ?? fallback
    if (text === undefined) throw new RangeError(`no text for {${name}} of the certificate number when ${field} is '${String(form[field])}'`)
    return [name, text]
  }))
}

function fill (template: string, { region, year, values = {} }: NumberParts, serialText: (width: number) => string): string {
  let result = ''
  let position = 0
  for (const match of template.matchAll(placeholder)) {
    result += template.slice(position, match.index)
    position = match.index + match[0].length
    result += textOf(match[1]!, Number(match[2] ?? 0), result)
  }
  return result + template.slice(position)

  function textOf (name: string, size: number, before: string): string {
    if (name === 'region') return region.slice(0, size > 0 ? size : 6)
    if (name === 'year') return String(year)
    if (name === 'serial') return serialText(size)
    if (name === 'mod11_10') return checkDigitMod11(before.replace(/\D/g, ''))
    if (name === 'mod37_36') return checkCharacterMod37(before.replace(/[^0-9A-Z]/g, ''))
    const value = values[name]
    if (value === undefined) throw new RangeError(`the certificate number needs a value for {${name}}`)
    return value
  }
}

/** One set of values for each text that some placeholder can take. */
function sampleChoices (values: NumberValues): Record<string, string>[] {
  const firsts = Object.fromEntries(Object.entries(values).map(([name, { map, default: fallback }]) => [name, fallback ?? Object.values(map)[0] ?? '']))
  return [firsts, ...Object.entries(values).flatMap(([name, { map }]) => Object.values(map).map((text) => ({ ...firsts, [name]: text })))]
}

import fc from 'fast-check'
import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import type { Field, PublishedIndustry, Question } from '../../src/catalogue/types.js'
import { allQuestions } from '../../src/domain/answers.js'
import { isMissing, type Facts } from '../../src/domain/conditions.js'
import { formToKeep, validateForm } from '../../src/domain/form-validation.js'
import { idNumberCheckCharacter, usciCharacters, usciCheckCharacter } from '../../src/domain/identifiers.js'
import { unifiedFields, unifiedForm } from '../../src/domain/unified-form.js'
import { browserOf } from '../support/browser-form.js'
import { catalogueDir } from '../support/catalogue.js'

const catalogue = await loadCatalogue(catalogueDir)
const industries = Object.keys(catalogue.industries).map((id) => resolveIndustry(catalogue, id))
const today = new Date().toISOString().slice(0, 10)
const now = browserOf('form-js of today')
const of86 = browserOf('form-js of Camunda 8.6')

const digits = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
const creditCode = fc.tuple(digits(6), fc.string({ unit: fc.constantFrom(...usciCharacters), minLength: 9, maxLength: 9 }))
  .map(([region, body]) => `91${region}${body}`).map((body) => body + usciCheckCharacter(body))
const birthDay = fc.oneof(fc.date({ min: new Date('1840-01-01'), max: new Date('2140-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10).replaceAll('-', '')), digits(8))
const idNumber = fc.tuple(fc.constantFrom('110105', '410202', '830000', '990000'), birthDay, digits(3)).map((parts) => parts.join('')).map((body) => body + idNumberCheckCharacter(body))
const spoilt = fc.tuple(fc.oneof(creditCode, idNumber), fc.nat(17), fc.constantFrom(...'0X9Z')).map(([code, at, character]) => code.slice(0, at) + character + code.slice(at + 1))
const phone = fc.oneof(digits(9).map((rest) => `13${rest}`), digits(8).map((rest) => `0371-${rest}`), digits(7).map((rest) => `400${rest}`), digits(6))
const line = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('张三', '某路 1 号', 'a@b.cn', 'a\u0000@b.cn', `${'a'.repeat(200)}@b.cn`) }, creditCode, idNumber, spoilt, phone,
  fc.constantFrom('  ', '\u000b', '\u2028', ' '.repeat(201), '便利\u202e店', '字'.repeat(200), '字'.repeat(201), ' '.repeat(300) + '路', '😀'.repeat(100), '\ud83d', '一\u2028二'), fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\t]/g, '')))
const lines = fc.oneof(line, fc.constantFrom('一\r\n二\t三', '字'.repeat(2000), '字'.repeat(2001), '一\u0007'), fc.string({ unit: 'binary' }))
const number = fc.oneof(fc.constantFrom(0, -1, 1, 59.99, 60, 60.01, 1e-7, 180, 181, -180, 90.5, 2 ** 53 - 1, 2 ** 53, 1e20), fc.nat(500), fc.double({ noNaN: true, min: -1e20, max: 1e20 }))
const date = fc.oneof(fc.constantFrom('2024-02-29', '2000-02-29', '1900-01-01', '2026-12-31'), fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)))

/** form-js itself breaks at an integer that is written with an exponent. */
const jsonValue = fc.jsonValue().filter((value) => typeof value !== 'number' || Math.abs(value) < 1e21)

/** What the control of a field lets people enter, right or wrong. */
function enterable (industry: PublishedIndustry, field: Field): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'integer': case 'number': return number
    case 'boolean': return fc.boolean()
    case 'date': return date
    case 'enum': return fc.constantFrom(...field.enum!)
    case 'multi-enum': return fc.shuffledSubarray(field.enum!)
    case 'division-code': return fc.constantFrom(...industry.regions.filter((region) => region.level === '县区级').map((region) => region.code))
    case 'text': case 'table': return lines
    case 'phone': return fc.oneof({ weight: 3, arbitrary: phone }, line)
    default: return field.check == null ? line : fc.oneof(creditCode, idNumber, spoilt, line)
  }
}

function answer (question: Question): fc.Arbitrary<unknown> {
  if (question.options !== null) return question.type === 'multi-enum' ? fc.subarray(question.options.map(({ value }) => value), { minLength: 1 }) : fc.constantFrom(...question.options.map(({ value }) => value))
  return question.type === 'boolean' ? fc.boolean() : fc.nat(200)
}

interface Application { permits: string[], answers: Facts, form: Facts }

/** Some permits, some questions answered, some fields filled in: those of hidden fields too, but none that was answered already. */
function applications (industry: PublishedIndustry, valueOf: (field: Field) => fc.Arbitrary<unknown>): fc.Arbitrary<Application> {
  const questions = allQuestions(industry).filter(({ per_permit: perPermit, type, options }) => !perPermit && (type !== 'string' || options !== null))
  return fc.record({
    permits: fc.subarray(industry.permits.map(({ id }) => id), { minLength: 1 }),
    answers: fc.record(Object.fromEntries(questions.map((question) => [question.id, answer(question)])), { requiredKeys: [] })
  }).chain(({ permits, answers }) => {
    const fields = unifiedFields(industry, permits, answers).filter(({ perPermit, field }) => !perPermit && isMissing(answers[field.id]))
    const values = Object.fromEntries(fields.map(({ field }) => [field.id, fc.option(valueOf(field), { freq: 12 })]))
    return fc.record(values).map((form) => ({ permits, answers, form }))
  })
}

const wrongFields = (industry: PublishedIndustry, { permits, answers, form }: Application): string[] =>
  validateForm(industry, permits, answers, form, today).map(({ field }) => field).sort()
const filledIn = (sent: Facts): Facts => Object.fromEntries(Object.entries(sent).filter(([id, value]) =>
  id !== 'use_commitment' && !isMissing(value) && !(Array.isArray(value) && value.length === 0) && !(typeof value === 'string' && value.trim() === '')))

const without = (ids: string[], form: Facts): Facts => Object.fromEntries(Object.entries(form).filter(([id]) => !ids.includes(id)))

for (const [browser, numRuns] of [[now, 3], [of86, 1]] as const) {
  t.test(`${browser === now ? 'today\'s browser' : 'Tasklist of 8.6'} and server find the same fields wrong, and keep the same`, async (t) => {
    for (const industry of industries) {
      await fc.assert(fc.asyncProperty(applications(industry, (field) => enterable(industry, field)), async (application) => {
        const { wrong, sent } = await browser.unrendered(unifiedForm(industry, application.permits, application.answers), application.form)

        t.strictSame(wrong, wrongFields(industry, application), industry.id)
        t.strictSame(wrong, wrongFields(industry, { ...application, form: sent }), 'nor differs what is sent')
        t.strictSame(without(wrong, formToKeep(industry, application.permits, application.answers, application.form)), without(wrong, filledIn(sent)))
      }), { numRuns })
    }
  })
}

t.test('what the server takes of any client, the browser takes too, unchanged', async (t) => {
  for (const industry of industries) {
    const anything = (field: Field): fc.Arbitrary<unknown> => fc.oneof(enterable(industry, field), fc.constantFrom('  ', '60', 1, [], [1], {}, true, 'x', '2026-02-30', '2026-2-3', '2023-02-29'), jsonValue)
    await fc.assert(fc.asyncProperty(applications(industry, anything), async ({ permits, answers, form }) => {
      const { wrong, sent } = await now.unrendered(unifiedForm(industry, permits, answers), form)
      const refused = new Set(wrongFields(industry, { permits, answers, form }))
      const taken = Object.entries(formToKeep(industry, permits, answers, form)).filter(([id]) => !refused.has(id))

      t.strictSame(taken.filter(([id]) => wrong.includes(id)), [])
      t.strictSame(Object.fromEntries(taken), Object.fromEntries(taken.map(([id]) => [id, sent[id]])))
    }), { numRuns: 2 })
  }
})

t.test('a drawn form finds the same fields wrong as its rules alone', async (t) => {
  for (const industry of industries.filter(({ id }) => ['clinic', 'gym-pool'].includes(id))) {
    await fc.assert(fc.asyncProperty(applications(industry, (field) => enterable(industry, field)), async ({ permits, answers, form }) => {
      const schema = unifiedForm(industry, permits, answers)

      t.strictSame(await now.rendered(schema, form), await now.unrendered(schema, form))
    }), { numRuns: 2 })
  }
})

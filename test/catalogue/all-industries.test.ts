import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { inputsOf } from '../../src/catalogue/permit-form.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { catalogueDir } from '../support/catalogue.js'

const catalogue = await loadCatalogue(catalogueDir)
const permits = Object.values(catalogue.permits)

/** What each industry comes to when all of its permits are applied for: how many permits, and how many fields in the one form. */
const industries: Record<string, { permits: number, fields: number }> = {
  'convenience-store': { permits: 9, fields: 98 },
  supermarket: { permits: 12, fields: 116 },
  restaurant: { permits: 7, fields: 83 },
  'cafe-tea': { permits: 6, fields: 75 },
  bakery: { permits: 6, fields: 75 },
  pharmacy: { permits: 6, fields: 70 },
  hotel: { permits: 10, fields: 107 },
  cinema: { permits: 8, fields: 88 },
  ktv: { permits: 9, fields: 102 },
  'internet-cafe': { permits: 6, fields: 83 },
  bookstore: { permits: 7, fields: 83 },
  'gym-pool': { permits: 9, fields: 94 },
  'beauty-salon': { permits: 4, fields: 49 },
  bathhouse: { permits: 12, fields: 113 },
  clinic: { permits: 6, fields: 49 },
  'pet-hospital': { permits: 5, fields: 45 },
  'medical-device-store': { permits: 4, fields: 39 },
  'training-school': { permits: 4, fields: 59 },
  'gas-station': { permits: 10, fields: 83 },
  'farm-supplies': { permits: 4, fields: 36 },
  'printing-shop': { permits: 3, fields: 35 },
  'elder-care': { permits: 6, fields: 71 }
}

t.test('all twenty-two industries are here', async (t) => {
  t.strictSame(Object.keys(catalogue.industries), Object.keys(industries).sort())
})

for (const [id, expected] of Object.entries(industries)) {
  t.test(`${id} resolves with all its permits into one form`, async (t) => {
    const industry = resolveIndustry(catalogue, id)

    t.equal(industry.id, id)
    t.equal(industry.permits.length, expected.permits)
    t.equal(industry.unified_form.stats.unified_fields, expected.fields)
    t.equal(new Set(industry.permits.map((permit) => permit.id)).size, expected.permits, 'no permit twice')
  })
}

t.test('no two industries issue a licence under one type code', async (t) => {
  const codes = Object.values(catalogue.industries).map((industry) => industry.composite_licence.identifier.type_code)

  t.equal(new Set(codes).size, codes.length)
})

t.test('every permit serves some industry', async (t) => {
  const used = new Set(Object.values(catalogue.industries).flatMap((industry) => industry.permits.map((permit) => permit.id)))

  t.strictSame(Object.keys(catalogue.permits).filter((id) => !used.has(id)), [])
})

t.test('every permit of the city\'s industries is here, and each once', async (t) => {
  t.equal(permits.length, 37)
  t.strictSame(permits.map((permit) => permit.id), Object.keys(catalogue.permits), 'under its own id')
  t.equal(new Set(permits.map((permit) => permit.name)).size, permits.length, 'no two with one name')
})

for (const permit of permits) {
  t.test(`the form of ${permit.id} asks for the fields that the permit declares, in their order`, async (t) => {
    const inputs = inputsOf(catalogue.forms[permit.id]!)

    t.strictSame(inputs.map((input) => input.key), permit.fields.individual.map((field) => field.id))
  })
}

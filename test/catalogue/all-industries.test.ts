import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { inputsOf } from '../../src/catalogue/permit-form.js'
import { catalogueDir } from '../support/catalogue.js'

const catalogue = await loadCatalogue(catalogueDir)
const permits = Object.values(catalogue.permits)

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

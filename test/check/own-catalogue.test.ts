import t from 'tap'
import { checkFolder } from '../../src/check/check-folder.js'
import { catalogueDir } from '../support/catalogue.js'

t.test('the project\'s own catalogue has nothing to mend, not even a reminder', async (t) => {
  const { models, industries, findings } = await checkFolder(catalogueDir)

  t.same(findings, [])
  t.ok(models > industries && industries > 0)
})

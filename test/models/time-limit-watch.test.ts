import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { watchSteps } from '../../src/domain/watch/watch-steps.js'
import { catalogueDir } from '../support/catalogue.js'

t.test('the watch asks its table about every step that there is', async (t) => {
  const model = await readFile(join(catalogueDir, 'shared/time-limit-watch.bpmn'), 'utf8')

  const asked = /inputCollection="=\[(.+?)\]"/.exec(model)![1]!.replaceAll('&quot;', '').split(', ')

  t.same(asked.sort(), Object.keys(watchSteps).sort())
})

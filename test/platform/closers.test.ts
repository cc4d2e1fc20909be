import t from 'tap'
import { createClosers } from '../../src/platform/closers.js'

t.test('what was opened last is closed first, once, whatever fails on the way', async (t) => {
  const closed: string[] = []
  const faults: string[] = []
  const closers = createClosers((name) => { faults.push(name) })
  closers.add('database', () => { closed.push('database') })
  closers.add('engine', () => { throw new Error('broken') })
  closers.add('api', async () => { closed.push('api') })

  await Promise.all([closers.closeAll(), closers.closeAll()])

  t.same(closed, ['api', 'database'])
  t.same(faults, ['engine'])
})

import t from 'tap'
import { changedItems } from '../../../src/domain/replay/changed-items.js'

interface Item { id: string, n: number }
const before: Item[] = [{ id: 'a', n: 1 }, { id: 'b', n: 1 }, { id: 'c', n: 1 }]
const after: Item[] = [{ id: 'a', n: 1 }, { id: 'x', n: 1 }, { id: 'c', n: 2 }]

t.test('each difference of two lists is made by itself, in its place', (t) => {
  const items = changedItems(before, after, ({ id }) => id)

  t.same(items.map(({ was, is }) => [was?.id, is?.id]), [['b', undefined], ['c', 'c'], [undefined, 'x']])
  t.same(items.map(({ changeIn }) => changeIn(before).map(({ id, n }) => `${id}${n}`)), [['a1', 'c1'], ['a1', 'b1', 'c2'], ['a1', 'x1', 'b1', 'c1']])
  t.same(items.reduce((list, { changeIn }) => changeIn(list), before), after)
  t.end()
})

t.test('equal lists differ in nothing', (t) => {
  t.same(changedItems(before, structuredClone(before), ({ id }) => id), [])
  t.end()
})

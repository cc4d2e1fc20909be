import t from 'tap'
import { coverPairs, type Factor, type Row } from '../../src/simulation/all-pairs.js'
import { seededRandom } from '../../src/domain/random.js'

const factors: Factor[] = [
  { id: 'size', values: ['small', 'middle', 'large'] }, { id: 'food', values: [true, false] }, { id: 'tobacco', values: [true, false] }, { id: 'area', values: [59, 60, 61] }
]

function has (rows: Row[], pair: Row): boolean {
  return rows.some((row) => Object.entries(pair).every(([id, value]) => row[id] === value))
}

t.test('every two values of two factors come together in some row, in far fewer rows than there are combinations', async (t) => {
  const { rows, uncovered } = coverPairs(factors, (row) => row, seededRandom(1))

  for (const [index, a] of factors.entries()) {
    for (const b of factors.slice(index + 1)) {
      for (const x of a.values) for (const y of b.values) t.ok(has(rows, { [a.id]: x, [b.id]: y }), `${a.id} ${String(x)}, ${b.id} ${String(y)}`)
    }
  }
  t.equal(uncovered, 0)
  t.ok(rows.length <= 12, `${rows.length} rows`)
})

t.test('what is impossible is left out, counted, and costs no pair that is possible', async (t) => {
  const { rows, uncovered } = coverPairs(factors, (row) => row.size === 'large' && row.food === true ? undefined : row, seededRandom(1))

  t.notOk(has(rows, { size: 'large', food: true }))
  t.ok(has(rows, { size: 'large', food: false }))
  t.equal(uncovered, 1)
})

t.test('a row counts for what it really comes to', async (t) => {
  const { rows } = coverPairs(factors, (row) => row.food === false ? { ...row, tobacco: false } : row, seededRandom(1))

  t.notOk(has(rows, { food: false, tobacco: true }))
})

t.test('the same seed gives the same rows, another seed others', async (t) => {
  const rowsOf = (seed: number): Row[] => coverPairs(factors, (row) => row, seededRandom(seed)).rows

  t.same(rowsOf(7), rowsOf(7))
  t.not(JSON.stringify(rowsOf(7)), JSON.stringify(rowsOf(8)))
})

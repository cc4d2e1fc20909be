import t from 'tap'
import { countLights, decidedFigures, percentile, type DecidedPermit } from '../../src/domain/supervision.js'

const ordinary = (used: number, promised = 10): DecidedPermit => ({ isOnTheSpot: false, used, promised, isLate: used > promised, isOverdue: used > 20 })

t.test('lights are counted one by one and in all', async (t) => {
  t.same(countLights([{ light: 'green', count: 1 }, { light: 'overdue', count: 1 }, { light: 'green', count: 1 }, { light: 'red', count: 1 }]), { all: 4, green: 2, yellow: 0, red: 1, overdue: 1 })
  t.same(countLights([]), { all: 0, green: 0, yellow: 0, red: 0, overdue: 0 })
})

t.test('days are those of ordinary decisions: what was decided on the spot would hide them', async (t) => {
  const onTheSpot: DecidedPermit = { isOnTheSpot: true, used: 0, promised: 0, isLate: false, isOverdue: false }
  t.same(decidedFigures([onTheSpot, ordinary(4), ordinary(9), ordinary(12), ordinary(21, 15)]), {
    all: 5, onTheSpot: 1, late: 2, overdue: 1, averageDays: 11.5, p90Days: 21, averagePromised: 11.3
  })
})

t.test('a promise in days or months has no place among working days; nothing decided has no average', async (t) => {
  t.match(decidedFigures([{ ...ordinary(30), promised: null }]), { all: 1, averageDays: null, p90Days: null, averagePromised: null })
  t.match(decidedFigures([]), { all: 0, averageDays: null })
})

t.test('the 90th percentile is the smallest value that nine tenths do not exceed', async (t) => {
  t.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9), 9)
  t.equal(percentile([5], 0.9), 5)
  t.equal(percentile([], 0.9), null)
})

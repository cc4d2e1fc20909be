import t from 'tap'
import { rectificationDeadline } from '../../src/domain/rectification-deadline.js'
import { workCalendar } from '../../src/domain/working-days.js'

const limits = { maxWorkdays: 10, recheckWorkdays: 2, decisionWorkdays: 1 }
const calendar = workCalendar([], [])

// 2022-11-01 is a Tuesday
const table = [
  { title: 'the law allows more than the maximum: ten working days', inspectedOn: '2022-11-01', limitEndsOn: '2022-11-29', deadline: '2022-11-15' },
  { title: 'four days left leave one, after two to re-check and one to decide', inspectedOn: '2022-11-01', limitEndsOn: '2022-11-07', deadline: '2022-11-02' },
  { title: 'three days left leave none: straight to the decision', inspectedOn: '2022-11-01', limitEndsOn: '2022-11-04', deadline: null },
  { title: 'on the last day none', inspectedOn: '2022-11-01', limitEndsOn: '2022-11-01', deadline: null },
  { title: 'past the limit none', inspectedOn: '2022-11-01', limitEndsOn: '2022-10-20', deadline: null }
]
for (const { title, inspectedOn, limitEndsOn, deadline } of table) {
  t.test(title, async (t) => {
    t.equal(rectificationDeadline(inspectedOn, limitEndsOn, limits, calendar), deadline)
  })
}

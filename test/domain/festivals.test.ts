import t from 'tap'
import { statutoryFestivals } from '../../src/domain/festivals.js'

t.test('the festivals of a year are those of the law, the lunar ones included', async (t) => {
  t.same(statutoryFestivals(2026), [
    '2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-04-05', '2026-05-01', '2026-05-02', '2026-06-19', '2026-09-25',
    '2026-10-01', '2026-10-02', '2026-10-03'
  ])
})

t.test('2027, whose new moon falls close to midnight, begins on the day of the official calendar', async (t) => {
  t.same(statutoryFestivals(2027).slice(1, 5), ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'])
  t.same(statutoryFestivals(2033).filter((day) => day > '2033-09-01').slice(0, 1), ['2033-09-08'], 'the year of the late leap month')
})

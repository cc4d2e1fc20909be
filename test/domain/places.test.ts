import t from 'tap'
import { candidateGroup, caseRegion, departmentRegion } from '../../src/domain/places.js'
import { convenienceStore } from '../support/catalogue.js'

const { regions } = await convenienceStore()

t.test('a city permit goes to the city, a county permit to the county of the premises', async (t) => {
  t.equal(departmentRegion({ level: '市级' }, '410225', regions), '410200')
  t.equal(departmentRegion({ level: '县区级' }, '410225', regions), '410225')
})

t.test('who handles for a region is respected', async (t) => {
  t.equal(departmentRegion({ level: '县区级' }, '410202-KFSFQ', regions), '410202')
  t.equal(caseRegion('410202-KFSFQ', regions), '410202')
  t.equal(departmentRegion({ level: '市级' }, '410202-KFSFQ', regions), '410200')
})

t.test('what is no county of the city is refused', async (t) => {
  t.throws(() => departmentRegion({ level: '县区级' }, '410200', regions), RangeError)
  t.throws(() => departmentRegion({ level: '县区级' }, '110101', regions), RangeError)
})

t.test('a group is department, role and region', async (t) => {
  t.equal(candidateGroup('market-regulation', 'approver', '410202'), 'market-regulation.approver@410202')
})

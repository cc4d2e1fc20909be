import t from 'tap'
import { checkApplication } from '../../src/cases/application-check.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { procedureKinds } from '../../src/domain/special-procedures.js'
import { filledForm } from '../../src/simulation/filled-form.js'
import { planScenarios, stepOf, withdrawalOf, type Scenario } from '../../src/simulation/scenarios.js'
import { twists } from '../../src/simulation/twists.js'
import { catalogueDir } from '../support/catalogue.js'

const catalogue = await loadCatalogue(catalogueDir)
const store = resolveIndustry(catalogue, 'convenience-store')
const plan = planScenarios(store, { seed: 1, isQuick: false })
const permitsOf = ({ application }: Scenario): string[] => application.permits.map(({ permit }) => permit.id)

for (const id of Object.keys(catalogue.industries)) {
  t.test(`${id}: each permit is applied for in one case and not in another, and every application may be submitted`, async (t) => {
    const industry = resolveIndustry(catalogue, id)
    const { scenarios } = planScenarios(industry, { seed: 1, isQuick: false })

    for (const { id: permit } of industry.permits) {
      t.ok(scenarios.some((scenario) => permitsOf(scenario).includes(permit)), `${permit} applied for`)
      t.ok(scenarios.some((scenario) => !permitsOf(scenario).includes(permit)), `${permit} not applied for`)
    }
    for (const [serial, { application }] of scenarios.entries()) {
      const permits = application.permits.map(({ permit }) => permit.id)
      const commitments = application.permits.filter(({ isCommitment }) => isCommitment).map(({ permit }) => permit.id)
      const form = filledForm(industry, permits, application.answers, { serial, deliveryMethod: application.deliveryMethod })
      checkApplication(industry, { answers: application.answers, permits, commitments, tolerated: [], form }, '2026-10-12')
    }
  })
}

t.test('every twist has a case, but those that no permit lets happen', async (t) => {
  const { scenarios, impossible } = plan

  const placed = scenarios.flatMap(({ happenings }) => happenings.map(({ twist }) => twist.id))
  t.same([...placed, ...impossible].sort(), twists.map(({ id }) => id).sort())
  const unknownInStores = ['withdrawn-awaiting-result', 'withdrawn-in-preparation', ...procedureKinds.flatMap((kind) => ['before', 'at', 'during'].map((when) => `withdrawn-${when}-${kind}`))]
  const neverCalledFor = procedureKinds.filter((kind) => kind !== 'public-notice' && kind !== 'hearing').map((kind) => `called-for-${kind}`)
  t.same(new Set(impossible), new Set([...unknownInStores, ...neverCalledFor]), 'nothing in a store waits for another result, is built first or heard in public with every application')
})

t.test('no permit has two twists, and no case wants two things at once', async (t) => {
  for (const { happenings } of plan.scenarios) {
    const permits = happenings.flatMap(({ permits }) => permits)
    t.equal(new Set(permits).size, permits.length)
    const wanted = happenings.flatMap(({ twist }) => Object.entries(twist.course ?? {}))
    for (const [key, value] of wanted) t.ok(wanted.every(([other, is]) => other !== key || is === value), `${key} ${value}`)
  }
})

t.test('a quick plan has every twist and every permit, in fewer cases', async (t) => {
  const quick = planScenarios(store, { seed: 1, isQuick: true })

  const twistsOf = (scenarios: Scenario[]): string[] => scenarios.flatMap(({ happenings }) => happenings.map(({ twist }) => twist.id)).sort()
  t.same(twistsOf(quick.scenarios), twistsOf(plan.scenarios))
  t.same(new Set(quick.scenarios.flatMap(permitsOf)).size, store.permits.length)
  t.ok(quick.scenarios.length <= plan.scenarios.length)
})

t.test('the word of a task is that of its permit\'s twist, the last one from then on', async (t) => {
  const { scenarios } = plan
  const scenario = scenarios.find(({ happenings }) => happenings.some(({ twist }) => twist.id === 'returned'))!
  const permit = scenario.happenings.find(({ twist }) => twist.id === 'returned')!.permits[0]!

  t.same([0, 1, 2].map((count) => stepOf(scenario, { elementId: 'decide', permit }, count)), ['returned', 'first', 'first'])
  t.equal(stepOf(scenario, { elementId: 'decide', permit: 'another' }, 0), undefined)
})

t.test('a withdrawal is of the permits that the twist is about', async (t) => {
  const { scenarios } = plan
  const scenario = scenarios.find(({ happenings }) => happenings.some(({ twist }) => twist.id === 'visit-dropped-at-visit'))!

  const visited = scenario.application.permits.filter(({ needsVisit }) => needsVisit).map(({ permit }) => permit.id)
  t.match(withdrawalOf(scenario), { permits: visited, isLate: true, at: { task: 'inspect' } })
})

import { join } from 'node:path'
import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { credentialsOf, demoAccountsOf } from '../../src/database/accounts.js'
import { verifyPassword } from '../../src/passwords.js'
import { createDemoAccounts, demoAccounts } from '../../src/platform/demo-accounts.js'
import { projectRoot } from '../../src/project-root.js'
import { testDatabase } from '../support/database.js'

t.test('every permit has somebody for each of its steps at its level', async (t) => {
  const catalogue = await loadCatalogue(join(projectRoot(), 'bpmn'))

  const groups = demoAccounts(catalogue).flatMap((account) => account.groups)

  const county = catalogue.regions.find(({ level }) => level === '县区级')!
  for (const { id, department, level } of Object.values(catalogue.permits)) {
    const region = level === '市级' ? county.parent : county.code
    for (const role of ['reviewer', 'approver', 'organiser']) t.ok(groups.includes(`${department}.${role}@${region}`), `${id} ${role}`)
    t.ok(groups.filter((group) => group === `${department}.inspector@${region}`).length >= 2, `${id} inspectors`)
  }
  t.ok(groups.includes(`gov-services.intake@${county.code}`))
})

t.test('nobody holds two groups, and no two people share a name or login', async (t) => {
  const accounts = demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn')))

  t.ok(accounts.every(({ groups }) => groups.length <= 1))
  t.equal(new Set(accounts.map(({ login }) => login)).size, accounts.length)
  t.equal(new Set(accounts.map(({ displayName }) => displayName.split('（')[0])).size, accounts.length)
})

t.test('they are kept as demo accounts with one password, and made again without harm', async (t) => {
  const database = await testDatabase(t)
  const accounts = demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn')))

  await createDemoAccounts(database, accounts, 'the demo password')
  await createDemoAccounts(database, accounts, 'the demo password')

  t.equal((await demoAccountsOf(database)).length, accounts.length)
  const { account, passwordHash } = (await credentialsOf(database, 'applicant-1'))!
  t.match(account, { isDemo: true, kind: 'applicant' })
  t.ok(await verifyPassword('the demo password', passwordHash))
})

import t from 'tap'
import { checkTaskCompletion } from '../../src/cases/task-rules.js'
import { endWithoutDecision } from '../../src/cases/end-without-decision.js'
import { insertHandlingOpinion } from '../../src/database/handling-opinions.js'
import { subCaseOf } from '../../src/database/sub-cases.js'
import { visitInRectification } from '../../src/database/visits.js'
import { testDatabase } from '../support/database.js'
import { insertVisitCase, region, startOfTest } from '../support/visit-case.js'

const clock = { now: () => startOfTest }

t.test('who proposed not to accept a permit does not confirm it', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, tobacco: subCaseNo } = await insertVisitCase(database)
  await database('sub_case').where({ sub_case_no: subCaseNo }).update({ state: 'received', accepted_at: null })
  await insertHandlingOpinion(database, subCaseNo, { step: 'non-acceptance-proposed', reasons: '不在本辖区', givenBy: 'both', givenAt: startOfTest })
  const confirm = async (login: string, confirmation: string): Promise<void> => {
    await database.transaction(async (tx) => {
      await checkTaskCompletion(tx, { elementId: 'confirm-non-acceptance', caseNo, subCaseNo, now: startOfTest }, { confirmation, reasons: '不在本辖区' },
        { accountId: 1, login, displayName: login, groups: [`tobacco.approver@${region}`] })
    })
  }

  await t.rejects(confirm('both', 'confirmed'), { code: 'decision-not-allowed', details: { reason: '提请人与决定人不得为同一人' } })
  await t.resolves(confirm('both', 'returned'))
  await t.resolves(confirm('another', 'confirmed'))
})

t.test('the applicant is told that a permit ended without a decision', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, tobacco } = await insertVisitCase(database)
  const job = { key: '1', type: 'record-verdict', elementId: 'record-verdict', elementInstanceKey: '2', processInstanceKey: '3', processId: 'permit-handling', headers: {} }

  await database.transaction(async (tx) => {
    await endWithoutDecision({ tx, epoch: 1, job, clock, publicUrl: 'http://localhost' }, await subCaseOf(tx, tobacco), 'non-accepted', '不在本辖区')
  })

  t.match(await database('notification').where({ case_no: caseNo }).select('title'), [{ title: '事项不予受理' }])
})

t.test('of two visits whose rectification is awaited the more urgent is reported first, then the other', async (t) => {
  const database = await testDatabase(t)
  const { caseNo, visitNo } = await insertVisitCase(database)
  const rectifying = { state: 'rectifying', slot: '[2026-11-24 09:00+08,2026-11-24 11:00+08)', rectification_due_at: new Date('2026-12-01T23:59:59+08:00') }
  await database('visit').where({ visit_no: visitNo }).update(rectifying)
  await database('visit').insert({
    ...rectifying, visit_no: `${caseNo}-V2`, case_no: caseNo, round: 2, department: 'market-regulation', region, must_visit_by: '2026-12-01', rectification_due_at: new Date('2026-12-08T23:59:59+08:00')
  })

  t.equal((await visitInRectification(database, caseNo))?.visit_no, visitNo)
  await database('visit').where({ visit_no: visitNo }).update({ reported_at: startOfTest })
  t.equal((await visitInRectification(database, caseNo))?.visit_no, `${caseNo}-V2`)
})

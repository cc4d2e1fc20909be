import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { checkFolder } from '../../src/check/check-folder.js'
import { catalogueCopy } from '../support/catalogue.js'

interface Change { file: string, from: string | RegExp, to: string }
interface BadModel { title: string, change: Change, file?: string, rule: string, what: RegExp, element: string | null }

/** Each is legal BPMN (or a legal form) by itself; only beside the other files is it wrong. One copy has them all, so no two touch the same element. */
const badModels: BadModel[] = [
  { title: 'an expression that can\'t be parsed', change: { file: 'shared/one-notice.bpmn', from: '=supplementOutcome = "expired"', to: '=supplementOutcome = "expired' }, rule: 'feel', what: /写得不对/, element: 'flow_supplement-outcome_supplement-expired' },
  { title: 'a condition on a variable that no step sets', change: { file: 'shared/one-notice.bpmn', from: '=supplementOutcome = "submitted"', to: '=supplementResult = "submitted"' }, rule: 'known-variable', what: /“supplementResult”没有哪一步给出/, element: 'flow_supplement-outcome_supplement-received' },
  { title: 'a condition on a value that can\'t be', change: { file: 'shared/joint-inspection.bpmn', from: '=rectificationOutcome = "dropped"', to: '=rectificationOutcome = "gone"' }, rule: 'known-variable', what: /不会等于“gone”/, element: 'flow_rectification-outcome_dropped-in-rectification' },
  { title: 'a group of no role', change: { file: 'shared/hearing.bpmn', from: '.hearing-chair@', to: '.judge@' }, rule: 'known-group', what: /没有角色“judge”/, element: 'hold-hearing' },
  { title: 'a message that the platform doesn\'t send', change: { file: 'industries/ktv/flow.bpmn', from: /early-licence-requested/g, to: 'licence-wanted' }, rule: 'known-message', what: /平台不发消息“licence-wanted”/, element: 'message_licence-wanted' },
  { title: 'an error that nobody registered', change: { file: 'shared/expert-review.bpmn', from: 'errorCode="decision-not-allowed"', to: 'errorCode="wrong"' }, rule: 'known-error', what: /错误代码“wrong”/, element: 'error_decision-not-allowed' },
  { title: 'a step\'s error that nothing catches any more', change: { file: 'industries/hotel/flow.bpmn', from: 'errorCode="case-already-claimed"', to: 'errorCode="decision-not-allowed"' }, rule: 'caught-error', what: /会抛出错误“case-already-claimed”/, element: 'claim-case' },
  { title: 'a form field that the task loses', change: { file: 'shared/review.form', from: '"components": [', to: '"components": [ { "type": "textfield", "key": "impression", "id": "impression", "label": "印象" },' }, file: 'shared/permit-handling.bpmn', rule: 'declared-entry', what: /字段“impression”，任务没有交出/, element: 'review' },
  { title: 'a job type that is not the template\'s', change: { file: 'shared/post-check-handling.bpmn', from: 'type="record-post-check" ', to: 'type="record-post-check-recheck" ' }, rule: 'from-template', what: /与模板不一致：type 应为 record-post-check/, element: 'record-post-check' },
  { title: 'a job type without worker', change: { file: 'shared/background-check.bpmn', from: 'type="record-procedure-arrangement"', to: 'type="note-arrangement"' }, rule: 'known-job-type', what: /note-arrangement/, element: 'record-procedure-arrangement' },
  { title: 'a called process that no file brings', change: { file: 'industries/cinema/flow.bpmn', from: 'calledElement processId="receipt"', to: 'calledElement processId="reception"' }, rule: 'deployment', what: /reception/, element: null },
  { title: 'a way to an end without an outcome', change: { file: 'shared/permit-handling.bpmn', from: '=nonAcceptance = "confirmed"', to: '=nonAcceptance = "returned"' }, rule: 'way-out', what: /事项还没有结果/, element: 'non-accepted' },
  { title: 'a permit whose law asks for a visit in a flow without one', change: { file: 'industries/ktv/flow.bpmn', from: 'message id="message_visit-ready" name="visit-ready"', to: 'message id="message_visit-ready" name="visit-done"' }, rule: 'visit-or-post-check', what: /流程里没有联合核查/, element: 'ent-business' }
]

const { dir, edit } = await catalogueCopy(t)
for (const { change: { file, from, to } } of badModels) await edit(file, (text) => text.replace(from, to))
await writeFile(join(dir, 'shared/gbk.form'), Buffer.from([0x22, 0xB1, 0xE3, 0xC0, 0xFB, 0xB5, 0xEA, 0x22]))
const { findings } = await checkFolder(dir)

for (const { title, change, file = change.file, rule, what, element } of badModels) {
  t.test(`${title} is told with its file, its element and how to mend it`, async (t) => {
    const found = findings.find((finding) => finding.file === file && finding.rule === rule && what.test(finding.what))

    t.ok(found, findings.filter((finding) => finding.file === file).map((finding) => `${finding.rule} ${finding.element?.id}: ${finding.what}`).join('；') || 'nothing is told of the file')
    t.equal(found?.severity, 'error')
    t.ok(found?.howToMend)
    if (element !== null) t.equal(found?.element?.id, element)
  })
}

t.test('a form in GBK is told as such', async (t) => {
  t.match(findings.find(({ file }) => file === 'shared/gbk.form'), { what: /不是 UTF-8 编码（可能是 GBK）/, howToMend: /UTF-8/ })
})

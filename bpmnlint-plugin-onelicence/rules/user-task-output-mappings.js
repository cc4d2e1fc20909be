const { mappings } = require('../extensions')

/** Variables that say which case this is; a completer must never reach them. */
const identities = new Set(['caseNo', 'permits', 'subCaseNos', 'permit', 'subCaseNo', 'noticeNo', 'visitNo', 'department', 'region', 'caseRegion', 'outcome'])

/** Whoever completes a task can send any variable; only what is mapped leaves the task. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    const outputs = mappings(node, 'output')
    if (outputs.length === 0) reporter.report(node.id, 'A user task must have output mappings')
    for (const { target } of outputs) {
      if (identities.has(target)) reporter.report(node.id, `A user task must not write ${target}`)
    }
  }
})

const { mappings } = require('../extensions')
const tell = require('../tell')

/** Variables that say which case this is; a completer must never reach them. */
const identities = new Set(['caseNo', 'permits', 'subCaseNos', 'permit', 'subCaseNo', 'noticeNo', 'visitNo', 'department', 'region', 'caseRegion', 'outcome'])

/** Whoever completes a task can send any variable; only what is mapped leaves the task. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    const outputs = mappings(node, 'output')
    if (outputs.length === 0) tell(reporter, node, '用户任务没有输出映射，提交的人可以改写任何变量', '只为表单里要用的结果写输出映射')
    for (const { target } of outputs) {
      if (identities.has(target)) tell(reporter, node, `用户任务改写了身份变量“${target}”`, '删去这个输出映射')
    }
  }
})

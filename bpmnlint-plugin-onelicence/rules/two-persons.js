const { extension, formOf } = require('../extensions')
const { elementsBelow, reachedInProcess } = require('../graph')
const tell = require('../tell')

/** A decision after the ordinary procedure is reviewed by one person and taken by another (行政许可法第三十四条、第三十八条). */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Process') return
    const tasks = elementsBelow(node).filter(({ $type }) => $type === 'bpmn:UserTask')
    checkGroups(tasks, reporter)
    const unreviewed = reachedInProcess(node, { isEntered: (one) => formOf(one) !== 'review' })
    for (const decide of tasks.filter((task) => formOf(task) === 'decide' && unreviewed.has(task))) {
      tell(reporter, decide, '有一条路不经审核就到决定', '让每条到决定的路都先经过审核（review）和登记审核意见')
    }
  }
})

function checkGroups (tasks, reporter) {
  const roles = { review: '.reviewer@', decide: '.approver@' }
  for (const task of tasks.filter((one) => roles[formOf(one)])) {
    const { candidateGroups = '' } = extension(task, 'zeebe:AssignmentDefinition') || {}
    if (!candidateGroups.includes(roles[formOf(task)])) tell(reporter, task, `应由${formOf(task) === 'review' ? '审查人（reviewer）' : '决定人（approver）'}办理`, '选用模板里的组')
  }
}

const { executionListeners, extension } = require('../extensions')

/** What a person needs to see comes with the task, its due date with it. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    if (!extension(node, 'zeebe:UserTask')) reporter.report(node.id, 'A user task must be a Camunda user task (zeebe:userTask)')
    const isPrepared = executionListeners(node).some(({ eventType, type }) => eventType === 'start' && type === 'prepare-task-view')
    if (!isPrepared) reporter.report(node.id, 'A user task must have the start listener prepare-task-view')
    const schedule = extension(node, 'zeebe:TaskSchedule')
    if (!schedule || schedule.dueDate !== '=taskView.dueAt') reporter.report(node.id, 'A user task must be due at =taskView.dueAt')
  }
})

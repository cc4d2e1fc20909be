const { executionListeners, extension } = require('../extensions')
const tell = require('../tell')

const mend = '选用用户任务的模板'

/** What a person needs to see comes with the task, its due date with it. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    if (!extension(node, 'zeebe:UserTask')) tell(reporter, node, '不是 Camunda 用户任务（zeebe:userTask）', mend)
    const isPrepared = executionListeners(node).some(({ eventType, type }) => eventType === 'start' && type === 'prepare-task-view')
    if (!isPrepared) tell(reporter, node, '没有 start 监听器 prepare-task-view，办理人看不到要看的内容', mend)
    const schedule = extension(node, 'zeebe:TaskSchedule')
    if (!schedule || schedule.dueDate !== '=taskView.dueAt') tell(reporter, node, '到期日不是 =taskView.dueAt', mend)
  }
})

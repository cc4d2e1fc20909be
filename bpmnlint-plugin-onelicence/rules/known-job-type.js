const { executionListeners, extension } = require('../extensions')
const { hasTemplate, hasWorker } = require('../project-files')
const tell = require('../tell')

/** A job type is one worker file of that name; a task's type is one element template as well. Options: `{ folder }`, the catalogue's. */
module.exports = ({ folder } = {}) => ({
  check (node, reporter) {
    const definition = extension(node, 'zeebe:TaskDefinition')
    if (definition) {
      const { type } = definition
      if (!hasWorker(type)) tell(reporter, node, `作业类型“${type}”没有办理它的程序（workers/${type}.ts）`, '从模板选用任务，不要手填类型；确需新类型的先由开发人员写程序')
      if (!hasTemplate(type, folder)) tell(reporter, node, `作业类型“${type}”没有元素模板（.camunda/element-templates/${type}.json）`, '从模板选用任务，或补上模板')
    }
    for (const { type } of executionListeners(node)) {
      if (!hasWorker(type)) tell(reporter, node, `监听器“${type}”没有办理它的程序（workers/${type}.ts）`, '选用用户任务的模板，由模板带上监听器')
    }
  }
})

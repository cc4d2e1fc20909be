const { executionListeners, extension } = require('../extensions')
const { hasTemplate, hasWorker } = require('../project-files')

/** A job type is one worker file of that name; a task's type is one element template as well. Options: `{ root }`, the project's folder. */
module.exports = ({ root } = {}) => ({
  check (node, reporter) {
    const definition = extension(node, 'zeebe:TaskDefinition')
    if (definition) {
      if (!hasWorker(definition.type, root)) reporter.report(node.id, `No worker workers/${definition.type}.ts`)
      if (!hasTemplate(definition.type, root)) reporter.report(node.id, `No element template bpmn/element-templates/${definition.type}.json`)
    }
    for (const { type } of executionListeners(node)) {
      if (!hasWorker(type, root)) reporter.report(node.id, `No worker workers/${type}.ts for the listener`)
    }
  }
})

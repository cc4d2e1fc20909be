/** The first Zeebe extension element of a type, such as `zeebe:IoMapping`. */
function extension (node, type) {
  const { values = [] } = node.extensionElements || {}
  return values.find((value) => value.$type === type)
}

/** Input or output mappings as `{ source, target }`. */
function mappings (node, direction) {
  const ioMapping = extension(node, 'zeebe:IoMapping')
  return (ioMapping && ioMapping[`${direction}Parameters`]) || []
}

/** Execution listeners as `{ eventType, type }`. */
function executionListeners (node) {
  const listeners = extension(node, 'zeebe:ExecutionListeners')
  return (listeners && listeners.listeners) || []
}

/** The form of a user task, which names what the task is for. */
function formOf (node) {
  const form = extension(node, 'zeebe:FormDefinition')
  return form && form.formId
}

/** The job type of a service task. */
function jobTypeOf (node) {
  const definition = extension(node, 'zeebe:TaskDefinition')
  return definition && definition.type
}

module.exports = { extension, executionListeners, formOf, jobTypeOf, mappings }

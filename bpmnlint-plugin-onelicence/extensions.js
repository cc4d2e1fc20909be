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

module.exports = { extension, mappings, executionListeners }

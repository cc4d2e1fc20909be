const { extension } = require('../extensions')

/** What a called process returns is mapped by name; otherwise any variable of the child overwrites the parent's. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:CallActivity') return
    const calledElement = extension(node, 'zeebe:CalledElement')
    if (!calledElement || calledElement.propagateAllChildVariables !== false) {
      reporter.report(node.id, 'A call activity must have propagateAllChildVariables="false"')
    }
  }
})

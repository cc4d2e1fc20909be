const { extension } = require('../extensions')

const bound = ['zeebe:CalledElement', 'zeebe:FormDefinition', 'zeebe:CalledDecision']

/** Called processes, forms and decisions are pinned to the deployment, so a running case keeps the version it began with. */
module.exports = () => ({
  check (node, reporter) {
    for (const type of bound) {
      const reference = extension(node, type)
      if (reference && reference.bindingType !== 'deployment') reporter.report(node.id, `${type} must have bindingType="deployment"`)
    }
  }
})

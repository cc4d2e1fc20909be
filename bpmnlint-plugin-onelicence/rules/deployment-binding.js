const { extension } = require('../extensions')
const tell = require('../tell')

const bound = { 'zeebe:CalledElement': '调用的流程', 'zeebe:FormDefinition': '表单', 'zeebe:CalledDecision': '决策表' }

/** Called processes, forms and decisions are pinned to the deployment, so a running case keeps the version it began with. */
module.exports = () => ({
  check (node, reporter) {
    for (const [type, name] of Object.entries(bound)) {
      const reference = extension(node, type)
      if (reference && reference.bindingType !== 'deployment') tell(reporter, node, `${name}没有绑定部署版本`, '把 Binding 设为 deployment')
    }
  }
})

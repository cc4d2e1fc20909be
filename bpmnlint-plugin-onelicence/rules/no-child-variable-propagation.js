const { extension } = require('../extensions')
const tell = require('../tell')

/** What a called process returns is mapped by name; otherwise any variable of the child overwrites the parent's. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:CallActivity') return
    const calledElement = extension(node, 'zeebe:CalledElement')
    if (!calledElement || calledElement.propagateAllChildVariables !== false) {
      tell(reporter, node, '调用的流程会把它的变量全部带回来', '在 Output propagation 中关闭 Propagate all variables，要用的结果逐个写输出映射')
    }
  }
})

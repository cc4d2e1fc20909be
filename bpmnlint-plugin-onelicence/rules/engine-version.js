const tell = require('../tell')

/** Of Zeebe; models may use what it knows, and nothing newer (docs/operations.md). */
const pinned = '8.6'

/** A model says for which engine it was drawn; one for a newer engine may not be deployable. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Definitions') return
    const platform = attribute(node, 'executionPlatform')
    const version = attribute(node, 'executionPlatformVersion')
    if (platform !== 'Camunda Cloud') tell(reporter, node, '没有注明是给 Camunda 8 的模型', '在 Camunda Modeler 中选 Camunda 8 新建，把内容移过去')
    else if (isNewer(version)) tell(reporter, node, `模型是给引擎 ${version} 画的，平台的引擎是 ${pinned}`, `在 Modeler 左下角把引擎版本选为 ${pinned}，再看有无不支持的内容`)
  }
})

/** As the Modeler reads it, and as plain bpmn-moddle does. */
function attribute (definitions, name) {
  return (definitions.$attrs && definitions.$attrs[`modeler:${name}`]) || (definitions.get && definitions.get(`modeler:${name}`))
}

function isNewer (version = '') {
  const [major, minor] = version.split('.').map(Number)
  const [pinnedMajor, pinnedMinor] = pinned.split('.').map(Number)
  return !(major < pinnedMajor || (major === pinnedMajor && minor <= pinnedMinor))
}

/** What Camunda Modeler (5.4 and later) reads from a folder below `resources/plugins`. */
module.exports = { name: '一业一证：流程检查规则', script: './client.js' }

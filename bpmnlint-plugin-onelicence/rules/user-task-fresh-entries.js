const { mappings } = require('../extensions')
const tell = require('../tell')

/**
 * What a task hands on was entered in this very task: an input mapping of the same name hides what an earlier task left, so a
 * completion without variables never repeats somebody else's decision.
 */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return
    const hidden = new Set(mappings(node, 'input').map(({ target }) => target))
    for (const { source } of mappings(node, 'output')) {
      const [, variable] = /^=\s*(\w+)\s*$/.exec(source) || []
      if (variable && variable !== 'null' && !hidden.has(variable)) tell(reporter, node, `变量“${variable}”可能是上一个人填的`, `加输入映射 ${variable} = null`)
    }
  }
})

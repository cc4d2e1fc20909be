const { elementsBelow } = require('../graph')
const tell = require('../tell')

/** People read names, programs read ids: names are Chinese, ids stable English. */
module.exports = () => ({
  check (node, reporter) {
    if (node.$type !== 'bpmn:Process') return
    for (const element of [node, ...elementsBelow(node)]) {
      if (!/^[a-z][\w-]*$/.test(element.id)) tell(reporter, element, `标识“${element.id}”不是小写英文`, '改为小写英文，单词之间用连字符')
      if (isNamed(element) && !/\p{Script=Han}/u.test(element.name || '')) tell(reporter, element, '没有中文名称', '写上办理人看得懂的中文名称')
    }
  }
})

/** A gateway that only merges and a flow without a condition need no name. */
function isNamed (element) {
  if (element.$type === 'bpmn:SequenceFlow') return element.conditionExpression !== undefined || element.sourceRef.default === element
  if (/Gateway$/.test(element.$type)) return (element.outgoing || []).length > 1
  return /Event$|Task$|Process$|CallActivity$/.test(element.$type)
}

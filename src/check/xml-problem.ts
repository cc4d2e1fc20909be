interface XmlProblem { line: number | null, what: string, howToMend: string }

const redraw = '用 Camunda Modeler 打开检查并重新保存；打不开的从版本库取回上一版'

const known: { message: RegExp, what: (match: RegExpExecArray) => string, howToMend: string }[] = [
  { message: /failed to parse document as <bpmn:Definitions>/, what: () => '不是 BPMN 模型', howToMend: '换成用 Camunda Modeler 画的 BPMN 模型，或移出目录' },
  { message: /unresolved reference <([^>]*)>/, what: ([, id]) => `引用的“${id}”不存在`, howToMend: '用 Camunda Modeler 重新选择，或删去这个引用' },
  { message: /duplicate ID <([^>]*)>/, what: ([, id]) => `标识“${id}”用了两次`, howToMend: '给其中一个换标识' },
  { message: /unknown type <([^>]*)>/, what: ([, tag]) => `有 BPMN 里没有的内容 <${tag}>`, howToMend: redraw },
  { message: /unparsable content/, what: () => '不是完整、正确的 XML', howToMend: redraw }
]

/** What bpmn-moddle says about a model, in Chinese; the line when it says one. */
export function xmlProblem (message: string): XmlProblem {
  const line = /line: (\d+)/.exec(message)?.[1]
  const place = line === undefined ? null : Number(line) + 1
  for (const { message: pattern, what, howToMend } of known) {
    const match = pattern.exec(message)
    if (match !== null) return { line: place, what: `不能读作 BPMN 模型：${what(match)}`, howToMend }
  }
  return { line: place, what: `不能读作 BPMN 模型（${message.split('\n')[0] ?? ''}）`, howToMend: redraw }
}

/** moddle lets a bare `&` pass; the engine doesn't. */
export function ampersandProblem (text: string): XmlProblem | undefined {
  const at = text.search(/&(?!(?:\w+|#\d+|#x[\da-fA-F]+);)/)
  if (at < 0) return undefined
  return { line: text.slice(0, at).split('\n').length, what: '不能读作 BPMN 模型：文字里有单独的 &', howToMend: '把 & 写作 &amp;，或用 Camunda Modeler 修改' }
}

/** The model can't be drawn; the message is Chinese: what is wrong, where, how to mend it. */
export class UnreadableModel extends Error {
  constructor (message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'UnreadableModel'
  }
}

const words: Record<string, string> = {
  'missing start tag': '没有开始标签，可能不是 XML 文件',
  'unclosed tag': '标签没有写完',
  'closing tag mismatch': '结束标签与开始标签不对应',
  'unexpected end of file': '文件到此中断'
}

/** Puts moddle's parse error into words for who keeps the model. */
export function asUnreadable (error: Error): UnreadableModel {
  if (/^failed to parse document as/.test(error.message)) {
    return new UnreadableModel('这是 XML 文件，但不是 BPMN 流程图：最外层应为 bpmn:definitions。请用 Camunda Modeler 另存为 .bpmn 文件', { cause: error })
  }
  const [, line, column] = /line: (\d+)\s+column: (\d+)/.exec(error.message) ?? []
  const where = line === undefined ? '' : `第 ${Number(line) + 1} 行第 ${Number(column) + 1} 列`
  const nested = /nested error: (.+)/.exec(error.message)?.[1] ?? error.message
  return new UnreadableModel(`流程图不是完整的 XML：${where}${words[nested] ?? nested}。请从发布的版本恢复，或在 Camunda Modeler 中重新保存`, { cause: error })
}

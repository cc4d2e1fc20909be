import { LineCounter, parseDocument, type Document } from 'yaml'
import { yamlFaultWords, type YamlFaultWords } from './yaml-words.js'

export interface YamlFault extends YamlFaultWords { line: number | null }

/** The value of a YAML or JSON text, or the first thing that is wrong with it. */
export function readYaml (text: string): { data: unknown } | { fault: YamlFault } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return dataOf(document)
  const { line } = lines.linePos(error.pos[0])
  return { fault: { line, ...yamlFaultWords(error.code, text.split('\n')[line - 1] ?? '') } }
}

/** An alias (`*name`) is resolved only now: one without an anchor, or too many upon each other. */
export function dataOf (document: Document): { data: unknown } | { fault: YamlFault } {
  try {
    return { data: document.toJS() }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return { fault: { line: null, what: '不是正确的 YAML：引用（*名称）没有对应的锚点（&名称），或层层引用太多', howToMend: '把内容直接写出来，不用引用；文字以 * 开头的放在引号里' } }
  }
}

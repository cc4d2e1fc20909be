import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { CatalogueProblem } from './catalogue-error.js'

export type YamlPath = (string | number)[]

/** A parsed YAML file that still knows on which line each value stands. */
export interface YamlFile {
  file: string
  data: unknown
  /** Line (1-based) of the value at this path, or of its nearest ancestor that exists. */
  lineOf (path: YamlPath): number
  problemAt (path: YamlPath, what: string, howToMend: string): CatalogueProblem
}

/** Reads `<dir>/<file>`; what can't be read or parsed becomes problems instead of an exception. */
export async function readYamlFile (dir: string, file: string): Promise<YamlFile | CatalogueProblem[]> {
  const content = await readFile(join(dir, file)).catch(() => undefined)
  if (content === undefined) return [{ file, line: null, what: '没有这个文件', howToMend: '补上该文件，或检查文件夹名' }]
  const text = decodeUtf8(content)
  if (text === undefined) return [{ file, line: null, what: '文件不是 UTF-8 编码（可能是 GBK）', howToMend: '用编辑器另存为 UTF-8' }]
  return parseYaml(file, text)
}

function parseYaml (file: string, text: string): YamlFile | CatalogueProblem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return faults.map((fault) => ({
      file,
      line: lines.linePos(fault.pos[0]).line,
      what: fault.code === 'DUPLICATE_KEY' ? '同一层有两个相同的键' : `不是正确的 YAML：${fault.message}`,
      howToMend: fault.code === 'DUPLICATE_KEY' ? '删去其中一个' : '检查缩进、冒号后的空格和引号'
    }))
  }
  const lineOf = (path: YamlPath): number => lineOfPath(document, lines, path)
  return {
    file,
    data: document.toJS(),
    lineOf,
    problemAt: (path, what, howToMend) => ({ file, line: lineOf(path), what, howToMend })
  }
}

function lineOfPath (document: Document, lines: LineCounter, path: YamlPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line
  }
  return 1
}

function decodeUtf8 (content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

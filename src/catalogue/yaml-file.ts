import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { CatalogueProblem } from './catalogue-error.js'
import { decodeUtf8 } from './utf8.js'
import { dataOf } from './yaml-text.js'
import { yamlFaultWords } from './yaml-words.js'

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

interface Parsed { document: Document.Parsed, lines: LineCounter }

const mostKept = 500
/** Parsing takes most of the time that loading takes, and files rarely change: what was parsed is kept by its text. */
const parsedByText = new Map<string, Parsed>()

function parseOnce (text: string): Parsed {
  const known = parsedByText.get(text)
  if (known !== undefined) return known
  const lines = new LineCounter()
  const parsed = { document: parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false }), lines }
  if (parsedByText.size >= mostKept) parsedByText.clear()
  parsedByText.set(text, parsed)
  return parsed
}

/** What can't be parsed becomes problems. */
export function parseYaml (file: string, text: string): YamlFile | CatalogueProblem[] {
  const { document, lines } = parseOnce(text)
  const faults = [...document.errors, ...document.warnings]
  const isTorn = faults.some(({ code }) => code !== 'DUPLICATE_KEY')
  // What can't be parsed drags further faults behind it, which would only confuse.
  if (faults.length > 0) {
    return (isTorn ? faults.slice(0, 1) : faults).map(({ code, pos: [at] }) => {
      const { line } = lines.linePos(at)
      return { file, line, ...yamlFaultWords(code, text.split('\n')[line - 1] ?? '') }
    })
  }
  const read = dataOf(document)
  if ('fault' in read) return [{ file, ...read.fault }]
  const lineOf = (path: YamlPath): number => lineOfPath(document, lines, path)
  return {
    file,
    data: read.data,
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

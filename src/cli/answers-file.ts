import { readFile } from 'node:fs/promises'
import { decodeUtf8 } from '../catalogue/utf8.js'
import { readYaml } from '../catalogue/yaml-text.js'
import { StartupError } from '../platform/startup-problem.js'

/** The answers to the questions of an industry, and the permits that were chosen; undefined: those that the answers come to. */
export interface GivenAnswers { answers: Record<string, unknown>, permits: string[] | undefined }

/**
 * Reads a YAML or JSON file: answers by question, or under `answers`, with the chosen `permits` beside them.
 * @throws StartupError for a file that is missing, is no YAML or JSON, or holds no answers
 */
export async function readAnswers (file: string): Promise<GivenAnswers> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new StartupError({ cause: error.code === 'ENOENT' ? `没有文件 ${file}` : `读不了文件 ${file}：${error.message}`, fix: '请用 --answers 指定回答情形问答的文件' })
  })
  const text = decodeUtf8(content)
  if (text === undefined) throw wrongShape(file, '不是 UTF-8 编码（可能是 GBK），用编辑器另存为 UTF-8')
  const data = parsed(file, text)
  if (!isRecord(data)) throw wrongShape(file, '应为“问题标识: 回答”，例如 sells_food: true')
  if (!('answers' in data)) return { answers: data, permits: undefined }
  const { answers, permits, ...unknown } = data
  if (Object.keys(unknown).length > 0) throw wrongShape(file, `answers 和 permits 之外不应有 ${Object.keys(unknown).join('、')}`)
  if (!isRecord(answers)) throw wrongShape(file, 'answers 应为“问题标识: 回答”')
  if (permits !== undefined && !isTexts(permits)) throw wrongShape(file, 'permits 应为事项标识的列表')
  return { answers, permits }
}

function parsed (file: string, text: string): unknown {
  const read = readYaml(text)
  if ('data' in read) return read.data
  const { line, what, howToMend } = read.fault
  throw wrongShape(file, `${line === null ? '' : `第 ${line} 行`}${what.replace('YAML', 'YAML 或 JSON')}（${howToMend}）`)
}

function wrongShape (file: string, problem: string): StartupError {
  return new StartupError({ cause: `${file}：${problem}`, fix: '请更正这个文件；问题和可选的回答见 onelicence guide <行业> --json 的 openQuestions' })
}

function isRecord (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTexts (value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

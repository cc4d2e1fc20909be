import type { YAMLParseError, YAMLWarning } from 'yaml'

export interface YamlFaultWords { what: string, howToMend: string }

type FaultCode = (YAMLParseError | YAMLWarning)['code']

const words: Partial<Record<FaultCode, YamlFaultWords>> = {
  DUPLICATE_KEY: { what: '同一层有两个相同的键', howToMend: '删去其中一个' },
  TAB_AS_INDENT: { what: '不是正确的 YAML：缩进用了制表符（Tab）', howToMend: '改用空格缩进，与上下行对齐' },
  BAD_INDENT: { what: '不是正确的 YAML：缩进不对，或上一行的 [ { 没有配对的 ] }', howToMend: '与同一层的上下行对齐；补上括号' },
  MISSING_CHAR: { what: '不是正确的 YAML：缺少引号、括号或冒号', howToMend: '检查这一行和上一行的引号、括号是否成对，冒号后有没有空格' },
  BLOCK_AS_IMPLICIT_KEY: { what: '不是正确的 YAML：一行里有两个“: ”，或缩进与上一行不一致', howToMend: '文字里有“: ”的放在引号里；否则与同一层对齐' },
  MULTILINE_IMPLICIT_KEY: { what: '不是正确的 YAML：这一行没有“键: 值”的样子', howToMend: '写成 键、半角冒号、空格、值；与同一层对齐' },
  BAD_SCALAR_START: { what: '不是正确的 YAML：值不能以 @、%、` 开头', howToMend: '把值放在引号里' },
  BAD_DQ_ESCAPE: { what: '不是正确的 YAML：双引号里的 \\ 写得不对', howToMend: '改用单引号，或把 \\ 写成 \\\\' },
  UNEXPECTED_TOKEN: { what: '不是正确的 YAML：这里不该有这些内容', howToMend: '检查缩进是否与同一层对齐，引号后面有没有多余的字' }
}
const anyFault: YamlFaultWords = { what: '不是正确的 YAML', howToMend: '检查缩进、冒号后的空格和引号' }

/** What is wrong with a YAML text at this fault, in Chinese; `line` is the text of the line where it stands. */
export function yamlFaultWords (code: FaultCode, line: string): YamlFaultWords {
  if (/^\s*(- )?[\w-]+：/.test(line)) return { what: '不是正确的 YAML：键后面是全角冒号“：”', howToMend: '改为半角冒号加一个空格“: ”' }
  return words[code] ?? anyFault
}

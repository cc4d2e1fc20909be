import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { checkFolder, type CheckResult } from '../check/check-folder.js'
import type { Finding } from '../check/finding.js'
import { projectRoot } from '../project-root.js'
import { UsageError, type Command } from './command.js'

export const check: Command = {
  name: 'check',
  summary: '检查目录文件夹（默认 bpmn）：登记文件、流程图、表单、模板，以及它们是否对得上',
  usage: '[文件夹] [--json]',
  options: { json: { type: 'boolean' } },
  optionHelp: { json: '以 JSON 输出，供别的程序读取' },
  async run ({ positionals: [folder, ...rest], values }, io) {
    if (rest.length > 0) throw new UsageError(`只能检查一个文件夹，多了：${rest.join(' ')}`)
    const dir = folder === undefined ? join(projectRoot(), 'bpmn') : resolve(folder)
    const isCatalogue = await access(join(dir, 'industries')).then(() => true, () => false)
    if (!isCatalogue) throw new UsageError(`${dir} 不是目录文件夹：里面没有 industries`)
    const result = await checkFolder(dir)
    const isSound = result.findings.every(({ severity }) => severity !== 'error')
    if (values.json === true) io.print(JSON.stringify({ isSound, ...result }, null, 2))
    else for (const line of report(result)) io.print(line)
    return isSound ? 0 : 1
  }
}

/** Findings by file, then one line that sums up. */
function report ({ models, industries, findings }: CheckResult): string[] {
  const files = [...new Set(findings.map(({ file }) => file))]
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return [
    ...files.flatMap((file) => [file, ...findings.filter((finding) => finding.file === file).flatMap(linesOf), '']),
    `检查了 ${industries} 个行业的流程、${models} 个流程图：${errors} 个错误，${findings.length - errors} 个提醒`
  ]
}

function linesOf ({ line, element, rule, what, howToMend, severity }: Finding): string[] {
  const place = [line === null ? '' : `第 ${line} 行`, element === null ? '' : `${element.name ?? ''}（${element.id}）`].filter(Boolean).join(' ')
  return [`  ${severity === 'error' ? '错误' : '提醒'} ${place === '' ? '' : `${place}：`}${what}`, `       怎样改：${howToMend}（规则 ${rule}）`]
}

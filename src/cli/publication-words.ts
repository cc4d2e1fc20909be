import { join } from 'node:path'
import { userInfo } from 'node:os'
import type { DraftChanges } from '../cases/publication/draft-changes.js'
import type { DraftReplay } from '../cases/replay-draft.js'
import type { NeededSignOff } from '../cases/publication/sign-offs.js'
import { projectRoot } from '../project-root.js'
import { UsageError, type ParsedArguments } from './command.js'

export const bpmnDir = join(projectRoot(), 'bpmn')

/** What an industry's files would change, for policy staff. */
export function changeLines ({ industry, name, current, isUnchanged, groups, runningCases }: DraftChanges): string[] {
  const title = `${name}（${industry}）`
  if (isUnchanged) return [`${title}：与已发布的第 ${current!.version} 版相同`]
  const running = runningCases.map(({ version, cases }) => `第 ${version} 版 ${cases} 件`).join('、')
  return [
    current === undefined ? `${title}：首次发布` : `${title}：与第 ${current.version} 版相比`,
    ...groups.flatMap((group) => [`  ${group.title}（${group.department.name}）`, ...group.changes.map((change) => `    - ${change}`)]),
    ...(current === undefined ? [] : [`  在办办件保持原来的版本：${running === '' ? '没有在办办件' : running}`])
  ]
}

/** What a draft would have made of cases, for policy staff. */
export function replayLines ({ industry, name, source, leftOut, report }: DraftReplay): string[] {
  const { cases, changedCases, departments, changes } = report
  const of = source === 'past' ? `以前的 ${cases} 件办件${leftOut > 0 ? `（最近的，另有更早的 ${leftOut} 件没有重演）` : ''}` : `生成的 ${cases} 件办件（还没有真实办件可用，或按要求生成）`
  if (changedCases === 0) return [`${name}（${industry}）重演：${of}，按草案办都没有变化`]
  return [
    `${name}（${industry}）重演：${of}，按草案办有 ${changedCases} 件不同（按承诺时限推算）`,
    ...departments.map(({ name: department, permits, saved }) => `  ${department}：${permits} 件事项，${saved === 0 ? '有早有晚，合计不变' : `共${saved > 0 ? '省' : '多用'} ${Math.abs(saved)} 个工作日`}`),
    ...changes.map(({ what, cases: count, caseNos, rules }) => `  - ${what}：${count} 件（如 ${caseNos.slice(0, 2).join('、')}）；因为 ${rules.length === 0 ? '其他改动' : rules.join('；')}`)
  ]
}

export function signOffLine ({ industry, title, department, signedBy }: NeededSignOff): string {
  const state = signedBy === undefined ? '未签署' : `${signedBy.person} 已签署${signedBy.paper === null ? '' : `（${signedBy.paper}）`}`
  return `  ${industry}：${title} —— ${department.name}（${department.id}）：${state}`
}

/** A value that must be given; the option is named when it is missing. */
export function requiredOption ({ values }: ParsedArguments, option: string): string {
  const value = optionOf({ values }, option)
  if (value === null) throw new UsageError(`缺少 --${option}`)
  return value
}

export function optionOf ({ values }: Pick<ParsedArguments, 'values'>, option: string): string | null {
  const value = values[option]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Who publishes: as said, else who is logged in. */
export function publisherOf (args: ParsedArguments): string {
  return optionOf(args, 'by') ?? userInfo().username
}

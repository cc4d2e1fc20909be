import { modelReader } from '../model-reader.js'
import { ownContent } from '../release-parts.js'
import type { Permit, PublishedIndustry, Resource } from '../types.js'
import { compareValues, objectChanges } from './compare.js'
import { decisionChanges } from './decision-changes.js'
import { modelChanges } from './model-changes.js'
import type { Names } from './value-words.js'

/** What changes in one part of an industry, one Chinese sentence a change, and whose it is. */
export interface ChangeGroup {
  title: string
  department: { id: string, name: string }
  changes: string[]
}
interface Released { content: PublishedIndustry, resources: Resource[] }

/** What changes between two contents of an industry; empty when nothing does. */
export async function industryChanges (before: Released, after: Released): Promise<ChangeGroup[]> {
  const names = namesOf(before.content, after.content)
  const lead = after.content.lead_department
  const own = objectChanges('', ownParts(before.content), ownParts(after.content), names)
  const tables = decisionChanges(before.content.decisions, after.content.decisions)
  const models = await modelChanges(before.resources, after.resources, modelReader())
  return [
    ...permitGroups(before.content.permits, after.content.permits, names),
    { title: '问答、综合许可证和共用内容', department: lead, changes: own },
    { title: '〔待核〕内容', department: lead, changes: openFactChanges(before.content, after.content) },
    ...tables.map(({ title, changes }) => ({ title, department: lead, changes })),
    ...models.map((group) => ({ ...group, department: lead })),
    { title: '办理人的表单和决策表', department: lead, changes: fileChanges(before.resources, after.resources, new Set(tables.map(({ file }) => file)), names) }
  ].filter(({ changes }) => changes.length > 0)
}

function permitGroups (before: Permit[], after: Permit[], names: Names): ChangeGroup[] {
  const old = new Map(before.map((permit) => [permit.id, permit]))
  const kept = new Set(after.map(({ id }) => id))
  const group = (permit: Permit, changes: string[]): ChangeGroup => ({ title: `事项“${permit.name}”`, department: permit.department, changes })
  return [
    ...after.map((permit) => {
      const former = old.get(permit.id)
      return group(permit, former === undefined ? ['新增这一事项'] : objectChanges('', { ...former }, { ...permit }, names))
    }),
    ...before.filter(({ id }) => !kept.has(id)).map((permit) => group(permit, ['取消这一事项']))
  ]
}

/** Without what is compared by itself. */
function ownParts (content: PublishedIndustry): Record<string, unknown> {
  const { permits: _, decisions: _tables, ...own } = ownContent(content)
  return own
}

function openFactChanges (before: PublishedIndustry, after: PublishedIndustry): string[] {
  const [old, now] = [before, after].map((content) => new Map((content.open_facts ?? []).map(({ path, label }) => [path, label])))
  return [
    ...[...now!].filter(([path]) => !old!.has(path)).map(([, label]) => `新增待核：${label}`),
    ...[...old!].filter(([path]) => !now!.has(path)).map(([, label]) => `不再待核：${label}`)
  ]
}

/** @param told files whose changes are said elsewhere */
function fileChanges (before: Resource[], after: Resource[], told: Set<string>, names: Names): string[] {
  const others = (resources: Resource[]): Map<string, string> => new Map(resources.filter(({ name }) => !name.endsWith('.bpmn')).map(({ name, content }) => [name, content]))
  const [old, now] = [others(before), others(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name) && !told.has(name)).flatMap((name) => {
    const [former, content] = [old.get(name), now.get(name)]
    if (former === undefined) return [`增加文件 ${name}`]
    if (content === undefined) return [`不再使用文件 ${name}`]
    if (!name.endsWith('.form')) return [`决策表 ${name} 只改了写法，规则不变`]
    const changes = compareValues('', 'form_components', componentsOf(former), componentsOf(content), names)
    return changes.length > 0 ? changes.map((change) => `${name}：${change}`) : [`${name}：表单设置有改动`]
  })
}

function componentsOf (form: string): unknown {
  return (JSON.parse(form) as { components?: unknown }).components ?? []
}

function namesOf (...contents: PublishedIndustry[]): Names {
  const names: Names = new Map()
  for (const { questions, common_fields: common, permits, departments, defaults } of contents) {
    for (const [key, { label }] of Object.entries(defaults)) names.set(key, `“${label}”`)
    for (const { id, text } of questions) names.set(id, text)
    for (const { id, label } of [...common, ...permits.flatMap(({ fields }) => fields.individual)]) names.set(id, label)
    for (const { id, name } of [...permits, ...departments, ...permits.flatMap(({ materials }) => materials)]) names.set(id, name)
  }
  return names
}

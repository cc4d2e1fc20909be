import type { ReplayedCase, ReplayedMaterial, ReplayedPermit } from './replayed-case.js'

export type ChangeKind = 'application' | 'question' | 'permit' | 'manner' | 'visit' | 'material' | 'limit'

/** One thing that is different for a case, in words of policy staff; equal words are the same change. `about`: what it is about, whatever has become of it. */
export interface CaseChange { kind: ChangeKind, about: string, what: string }

const mannerNames = { commitment: '告知承诺', 'on-the-spot': '当场办结', ordinary: '一般程序' }

/** How a case comes out differently. What can't be applied for any more is told with its reason and nothing else. */
export function caseChanges (before: ReplayedCase, after: ReplayedCase): CaseChange[] {
  const former = new Set(before.obstacles)
  const obstacles = after.obstacles.filter((one) => !former.has(one)).map((one): CaseChange => ({ kind: 'application', about: one, what: `不能再这样申请：${one}` }))
  if (obstacles.length > 0) return obstacles
  return [...questionChanges(before, after), ...listedPermitChanges(before, after), ...materialChanges(before.materials, after.materials)]
}

function questionChanges (before: ReplayedCase, after: ReplayedCase): CaseChange[] {
  return [...after.openQuestions].filter(([id]) => !before.openQuestions.has(id))
    .map(([id, text]): CaseChange => ({ kind: 'question', about: `question ${id}`, what: `要多回答“${text}”` }))
}

function listedPermitChanges (before: ReplayedCase, after: ReplayedCase): CaseChange[] {
  const former = new Map(before.permits.map((permit) => [permit.id, permit]))
  const current = new Set(after.permits.map(({ id }) => id))
  return [
    ...after.permits.filter(({ id }) => !former.has(id)).map(({ id, name }): CaseChange => ({ kind: 'permit', about: id, what: `要多办“${name}”` })),
    ...before.permits.filter(({ id }) => !current.has(id)).map(({ id, name }): CaseChange => ({
      kind: 'permit', about: id, what: after.undetermined.includes(id) ? `“${name}”办不办，要看新问题的回答` : `不再办“${name}”`
    })),
    ...after.permits.flatMap((permit) => former.has(permit.id) ? permitChanges(former.get(permit.id)!, permit) : [])
  ]
}

function permitChanges (before: ReplayedPermit, after: ReplayedPermit): CaseChange[] {
  const { id, name } = after
  const changes: CaseChange[] = []
  if (before.manner !== after.manner) changes.push({ kind: 'manner', about: id, what: `“${name}”由${mannerNames[before.manner]}改为${mannerNames[after.manner]}` })
  else changes.push(...limitChanges(before, after))
  if (before.isVisited !== after.isVisited) changes.push({ kind: 'visit', about: id, what: after.isVisited ? `“${name}”要先现场核查` : `“${name}”不再先现场核查` })
  const days = after.workdays - before.workdays
  if (days !== 0) changes.push({ kind: 'limit', about: `${id} decision`, what: `“${name}”${days > 0 ? '晚' : '早'} ${Math.abs(days)} 个工作日决定` })
  return changes
}

function limitChanges ({ limits: before }: ReplayedPermit, { id, name, limits }: ReplayedPermit): CaseChange[] {
  return Object.keys({ ...before, ...limits }).filter((title) => before[title] !== limits[title])
    .map((title) => ({ kind: 'limit', about: `${id} ${title}`, what: `“${name}”的${title}由${before[title] ?? '无'}改为${limits[title] ?? '无'}` }))
}

function materialChanges (before: ReplayedCase['materials'], after: ReplayedCase['materials']): CaseChange[] {
  const change = (id: string, what: string): CaseChange => ({ kind: 'material', about: id, what })
  return [
    ...[...after].filter(([id]) => !before.has(id)).map(([id, { name }]) => change(id, `要多交“${name}”`)),
    ...[...before].filter(([id]) => !after.has(id)).map(([id, { name }]) => change(id, `不再交“${name}”`)),
    ...[...after].flatMap(([id, material]) => before.has(id) ? detailChanges(before.get(id)!, material).map((what) => change(id, what)) : [])
  ]
}

function detailChanges (before: ReplayedMaterial, { name, copies, tolerance }: ReplayedMaterial): string[] {
  const changes: string[] = []
  if (before.copies !== copies) changes.push(`“${name}”由${before.copies}份改为${copies}份`)
  if (before.tolerance !== tolerance) changes.push(`“${name}”${tolerance === null ? '不再可以容缺' : before.tolerance === null ? `可以容缺，${tolerance}内补交` : `容缺补交的期限由${before.tolerance}改为${tolerance}`}`)
  return changes
}

import type { Way } from './ways.js'

/** What sets a way apart from the others, in words; the only way is simply that. */
export function wordWay (way: Way, ways: readonly Way[]): string {
  const parts = [...routeWords(way), ...mannerWords(way, ways), ...optionalWords(way, ways)]
  return parts.length === 0 ? '全部事项一并办理' : parts.join('；')
}

/** 是否选择按小经营店登记？ → 选择按小经营店登记 / 不选择按小经营店登记 */
function routeWords ({ route }: Way): string[] {
  if (route === null) return []
  const text = route.text.replace(/（.*）/, '').replace(/^是否/, '').replace(/[？?]$/, '')
  return [route.value ? text : `不${text}`]
}

/** Whether by commitment is worth a word only where there is a choice. */
function mannerWords ({ permits }: Way, ways: readonly Way[]): string[] {
  const offered = new Set(ways.flatMap((way) => way.permits.filter(({ isCommitment }) => isCommitment).map(({ permit }) => permit.id)))
  const names = permits.filter(({ permit }) => offered.has(permit.id)).map(({ permit }) => permit.name).join('、')
  if (names === '') return []
  return [permits.some(({ isCommitment }) => isCommitment) ? `${names}以告知承诺办理` : `${names}按一般程序办理`]
}

function optionalWords (way: Way, ways: readonly Way[]): string[] {
  if (way.later.length > 0) return [`${way.later.map(({ name }) => name).join('、')}以后再办`]
  const optional = new Set(ways.flatMap(({ later }) => later.map(({ id }) => id)))
  const names = way.permits.filter(({ permit }) => optional.has(permit.id)).map(({ permit }) => permit.name)
  return names.length === 0 ? [] : [`${names.join('、')}一并办理`]
}

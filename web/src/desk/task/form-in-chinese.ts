/** form-js speaks English only. */
const words: Record<string, string> = {
  Select: '请选择',
  'Add new': '添加一项',
  'Field is required.': '请填写',
  'No results': '没有可选的内容',
  'All values selected': '已全部选中',
  Search: '查找',
  'Skip to search': '跳到查找',
  'Nothing to show.': '没有内容',
  'Date and time must both be entered.': '日期和时间都要填写',
  'yyyy/mm/dd': '年/月/日',
  'hh:mm': '时:分',
  Increment: '加一',
  Decrement: '减一',
  'Previous page': '上一页',
  'Next page': '下一页'
}

const patterns: [RegExp, string][] = [
  [/^Remove list item (\d+)$/, '删除第 $1 项'],
  [/^Field must have minimum value of (.+)\.$/, '不得小于 $1'],
  [/^Field must have maximum value of (.+)\.$/, '不得大于 $1'],
  [/^Field must have minimum length of (.+)\.$/, '至少 $1 个字'],
  [/^Field must have maximum length of (.+)\.$/, '至多 $1 个字'],
  [/^Field must match pattern .+$/, '格式不正确']
]

export function inChinese (english: string): string | undefined {
  const text = english.trim()
  const exact = words[text]
  if (exact !== undefined) return exact
  const [pattern, sentence] = patterns.find(([pattern]) => pattern.test(text)) ?? []
  return pattern === undefined ? undefined : text.replace(pattern, sentence!)
}

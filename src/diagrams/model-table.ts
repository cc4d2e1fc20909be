import type { ModelPicture } from './draw-models.js'

const begin = '<!-- 以下由 onelicence docs models 生成 -->'
const end = '<!-- 生成到此为止 -->'

/** The page with its list of models made anew; what stands around it stays. */
export function withModelTable (page: string, pictures: readonly ModelPicture[]): string {
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`README.md of the models lacks the lines ${begin} and ${end}`)
  return `${before}${begin}\n${modelTable(pictures)}\n${end}${after}`
}

function modelTable (pictures: readonly ModelPicture[]): string {
  const rows = pictures.map(({ id, name, file, summary }) => {
    const starts = [...summary.startMessages.map((message) => `消息 \`${message}\``), ...callersOf(id, pictures)]
    return `| [${name.replace(/[[\]|\\]/g, '\\$&')}](${id}.svg) | \`${id}\` | \`${file}\` | ${starts.join('；') || '—'} |`
  })
  return ['', '| 流程（点开看图） | 标识 | 文件 | 谁启动 |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

/** Industries' own models are all 主流程: they call the same shared ones. */
function callersOf (id: string, pictures: readonly ModelPicture[]): string[] {
  const callers = pictures.flatMap(({ file, name, summary }) => summary.calls.filter(({ process }) => process === id).map(({ message }) => {
    const caller = file.startsWith('industries/') ? '主流程' : `“${name}”`
    return message === null ? `${caller}调用` : `${caller}，消息 \`${message}\``
  }))
  return [...new Set(callers)]
}

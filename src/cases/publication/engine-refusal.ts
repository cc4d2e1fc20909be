import { CatalogueError, type CatalogueProblem } from '../../catalogue/catalogue-error.js'
import type { ReleaseDraft } from '../../catalogue/drafts.js'
import { refusedElements, type RefusedElement } from '../../engine/deployment-refusal.js'
import type { DeploymentRefused } from '../../engine/errors.js'

/** The engine's words that are met most, in Chinese; others are passed on as they are. */
const translations: [pattern: RegExp, words: string, howToMend: string][] = [
  [/failed to parse expression/i, '表达式写法不对', '按 FEEL 语法改正这一表达式'],
  [/taskDefinition|attribute 'type'/i, '自动步骤没有作业类型', '套用元素模板，或补上作业类型'],
  [/calledElement|processId/i, '调用的流程没有写明', '在调用活动上写明流程标识'],
  [/condition/i, '分支缺少条件', '给每条非默认的出线写上条件，或指定默认出线'],
  [/message/i, '消息没有写全', '补上消息名称和关联键'],
  [/timer|duration|date|cycle/i, '时间没有写全', '补上时长、日期或表达式'],
  [/outgoing|incoming|start event|end event/i, '连线或开始、结束事件不合要求', '检查这一步前后的连线']
]

/** What the engine refused, by file, line and the element's name as drawn. */
export function refusedDraft (draft: ReleaseDraft, refusal: DeploymentRefused): CatalogueError {
  return new CatalogueError(refusedElements(refusal.message).map((refused) => toProblem(draft, refused)))
}

function toProblem ({ industry, resources, elementNames }: ReleaseDraft, { file, elementId, message }: RefusedElement): CatalogueProblem {
  const text = resources.find(({ name }) => name === file)?.content
  const name = elementId === null ? undefined : Object.values(elementNames).map((names) => names[elementId]).find((known) => known !== undefined)
  const element = elementId === null ? '' : `“${name ?? elementId}”（${elementId}）`
  const [, words, howToMend] = translations.find(([pattern]) => pattern.test(message)) ?? [undefined, '不被接受', '按引擎的说明改正']
  return {
    file: file ?? `industries/${industry}`,
    line: text === undefined || elementId === null ? null : lineOf(text, elementId),
    what: `引擎拒绝：${element}${words}（${message}）`,
    howToMend
  }
}

function lineOf (xml: string, elementId: string): number | null {
  const at = xml.search(new RegExp(`\\bid="${elementId.replace(/[^\w-]/g, '\\$&')}"`))
  return at < 0 ? null : xml.slice(0, at).split('\n').length
}

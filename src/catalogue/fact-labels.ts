import type { Catalogue } from './catalogue.js'
import { keyLabels } from './key-labels.js'

const registryNames: Record<string, string> = {
  permits: '事项', industries: '行业', materials: '材料', questions: '问题', fields: '字段', departments: '部门', regions: '区划', defaults: '默认期间', decisions: '决策表'
}

/** A fact's path in words, e.g. 事项“食品小经营店登记” › 证件 › 编号规则. */
export function factLabel (catalogue: Catalogue, path: string): string {
  const [source = '', ...steps] = path.split('/')
  if (source === 'decisions') return decisionLabel(catalogue, steps)
  if (source === 'departments' && steps[0] === 'departments') steps.shift()
  const named = nameOf(catalogue, source, steps[0] ?? '')
  const rest = (named === undefined ? steps : steps.slice(1)).map((step) => stepName(catalogue, step)).filter((name) => name !== '')
  return [`${registryNames[source] ?? source}${named === undefined ? '' : `“${named}”`}`, ...rest].join(' › ')
}

function decisionLabel ({ decisions }: Catalogue, [id = '', rule]: string[]): string {
  const table = decisions[id as keyof Catalogue['decisions']]
  return `决策表“${table?.name ?? id}” › 第${table?.rules.findIndex((one) => one.id === rule) + 1}条规则`
}

function stepName (catalogue: Catalogue, step: string): string {
  if (/^\d+$/.test(step)) return `第${Number(step) + 1}条`
  const item = /-ck-(\d+)$/.exec(step)
  return item === null ? keyLabels[step] ?? catalogue.permits[step]?.name ?? catalogue.materials[step]?.name ?? step : `第${Number(item[1])}项`
}

function nameOf (catalogue: Catalogue, source: string, id: string): string | undefined {
  switch (source) {
    case 'permits': return catalogue.permits[id]?.name
    case 'industries': return catalogue.industries[id]?.name
    case 'materials': return catalogue.materials[id]?.name
    case 'questions': return catalogue.questions[id]?.text
    case 'fields': return catalogue.fields[id]?.label
    case 'departments': return catalogue.departments.departments[id]?.name
    case 'regions': return catalogue.regions.find((region) => region.code === id)?.name
    default: return catalogue.defaults[id]?.label
  }
}

import type { Catalogue, IndustryFile } from './catalogue.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { conditionLeaves, type ConditionLeaf } from '../domain/conditions.js'
import type { YamlFile, YamlPath } from './yaml-file.js'

type Tell = (path: YamlPath, what: string, howToMend: string) => void

/** What an industry names: its permits, questions, departments; conditions only on what is asked or filled in there. */
export function checkIndustryReferences (catalogue: Catalogue, folder: string): CatalogueProblem[] {
  const industry = catalogue.industries[folder]!
  const yaml: YamlFile = catalogue.sources[`industries/${folder}/industry.yaml`]!
  const problems: CatalogueProblem[] = []
  const tell: Tell = (path, what, howToMend) => { problems.push(yaml.problemAt(path, what, howToMend)) }

  if (industry.id !== folder) tell(['id'], `id“${industry.id}”与文件夹名“${folder}”不同`, '两者改成一样')
  checkDepartments(catalogue, industry, tell)
  checkQuestions(catalogue, industry, tell)
  checkPermitList(catalogue, industry, tell)
  if (problems.length === 0) checkConditions(catalogue, industry, tell)
  checkHardDependencies(industry, tell)
  return problems
}

function checkDepartments (catalogue: Catalogue, industry: IndustryFile, tell: Tell): void {
  const named: [YamlPath, string][] = [
    [['lead_department'], industry.lead_department], [['overall_department'], industry.overall_department], [['joint_inspection', 'lead'], industry.joint_inspection.lead]
  ]
  for (const [path, id] of named) {
    if (catalogue.departments.departments[id] === undefined) tell(path, `没有部门“${id}”`, '先在 departments.yaml 登记，或改正标识')
  }
}

function checkQuestions (catalogue: Catalogue, industry: IndustryFile, tell: Tell): void {
  industry.questions.forEach((use, index) => {
    const id = typeof use === 'string' ? use : use.id
    const question = catalogue.questions[id]
    if (question === undefined) return tell(['questions', index], `没有问题“${id}”`, '先在 questions.yaml 登记，或改正标识')
    if (typeof use === 'string') return
    const values = optionValues(question.options, question.type).map(String)
    for (const value of Object.keys(use.exits)) {
      if (!values.includes(value)) tell(['questions', index, 'exits', value], `问题“${id}”没有选项“${value}”`, `可选：${values.join('、')}`)
    }
  })
}

function checkPermitList (catalogue: Catalogue, industry: IndustryFile, tell: Tell): void {
  const ids = industry.permits.map((permit) => permit.id)
  const here = (path: YamlPath, id: string): void => {
    if (!ids.includes(id)) tell(path, `事项“${id}”不在本行业的 permits 中`, '加入 permits，或改正标识')
  }
  industry.permits.forEach((permit, index) => {
    const file = catalogue.permits[permit.id]
    if (file === undefined) return tell(['permits', index], `没有事项“${permit.id}”`, '先在 bpmn/permits/ 下建立，或改正标识')
    if (ids.indexOf(permit.id) !== index) tell(['permits', index], `事项“${permit.id}”写了两次`, '删去其中一个')
    permit.alternative_to.forEach((id) => { here(['permits', index, 'alternative_to'], id) })
    permit.depends_on.forEach((dependency, at) => { here(['permits', index, 'depends_on', at], dependency.permit) })
    if (permit.commitment_enabled && file.commitment.available !== 'conditional') {
      tell(['permits', index, 'commitment_enabled'], `事项“${permit.id}”能否告知承诺不由本市决定`, '删去 commitment_enabled')
    }
    for (const part of ['commitment', 'inspection'] as const) {
      if (permit.overrides[part] !== undefined && file[part].law_locked) {
        tell(['permits', index, 'overrides', part], `事项“${permit.id}”的 ${part} 由法律固定，行业不得改写`, `删去这一改写（${file[part].lock?.basis ?? ''}）`)
      }
    }
  })
  industry.composite_licence.blocked_by.forEach((id) => { here(['composite_licence', 'blocked_by'], id) })
  industry.choice_groups.forEach((group, index) => group.one_of.forEach((id) => { here(['choice_groups', index, 'one_of'], id) }))
}

/** `applies_when` may ask only for what the applicant is asked or fills in, and compare only with what can be answered. */
function checkConditions (catalogue: Catalogue, industry: IndustryFile, tell: Tell): void {
  const asked = new Set(industry.questions.map((use) => typeof use === 'string' ? use : use.id))
  const filledIn = new Set(industry.permits.flatMap((permit) => catalogue.permits[permit.id]!.fields.common))
  industry.permits.forEach((permit, index) => {
    const path: YamlPath = ['permits', index, 'applies_when']
    for (const leaf of conditionLeaves(permit.applies_when)) {
      if (!asked.has(leaf.q) && !filledIn.has(leaf.q)) tell(path, `条件中的“${leaf.q}”在本行业既不问也不填`, '把问题加入 questions，或改正标识')
      else checkValue(catalogue, leaf, path, tell)
    }
  })
}

function checkValue (catalogue: Catalogue, leaf: ConditionLeaf, path: YamlPath, tell: Tell): void {
  const question = catalogue.questions[leaf.q]
  const allowed = question === undefined ? catalogue.fields[leaf.q]?.enum ?? [] : optionValues(question.options, question.type)
  const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
  if (allowed.length > 0 && values.some((value) => !allowed.includes(value))) {
    tell(path, `条件中“${leaf.q}”的取值不在选项内`, `可选：${allowed.map(String).join('、')}`)
  }
}

function optionValues (options: Catalogue['questions'][string]['options'], type: string): unknown[] {
  if (options === undefined) return type === 'boolean' ? [true, false] : []
  return options.map((option) => typeof option === 'object' ? option.value : option)
}

function checkHardDependencies (industry: IndustryFile, tell: Tell): void {
  const needs = new Map(industry.permits.map((permit) => [permit.id, permit.depends_on.filter((one) => one.kind === 'hard').map((one) => one.permit)]))
  industry.permits.forEach((permit, index) => {
    const seen = new Set<string>()
    const open = [...needs.get(permit.id)!]
    while (open.length > 0) {
      const next = open.pop()!
      if (next === permit.id) return tell(['permits', index, 'depends_on'], `事项“${permit.id}”绕一圈依赖自己`, '去掉其中一个硬依赖')
      if (!seen.has(next)) open.push(...needs.get(next) ?? [])
      seen.add(next)
    }
  })
}

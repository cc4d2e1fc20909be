import type { Catalogue, PermitFile } from './catalogue.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { numberTemplateProblems } from '../domain/certificate-number.js'
import { conditionLeaves } from '../domain/conditions.js'
import { checkEditionReferences, checkConfirmationReferences } from './edition-references.js'
import { checkIndustryReferences } from './industry-references.js'
import type { Condition, Field } from './types.js'
import type { YamlPath } from './yaml-file.js'

/** Every id that a file names must exist, and mean the same thing everywhere. */
export function checkReferences (catalogue: Catalogue): CatalogueProblem[] {
  return [
    ...checkRegions(catalogue),
    ...Object.entries(catalogue.permits).flatMap(([folder, permit]) => checkPermit(catalogue, folder, permit)),
    ...checkIndividualFields(catalogue),
    ...Object.keys(catalogue.industries).flatMap((folder) => checkIndustryReferences(catalogue, folder)),
    ...checkEditionReferences(catalogue),
    ...checkConfirmationReferences(catalogue)
  ]
}

function checkRegions (catalogue: Catalogue): CatalogueProblem[] {
  const yaml = catalogue.sources['regions.yaml']!
  const codes = new Set(catalogue.regions.map((region) => region.code))
  return catalogue.regions.flatMap((region, index) => (['parent', 'handled_by'] as const)
    .filter((key) => region[key] !== null && !codes.has(region[key]))
    .map((key) => yaml.problemAt([index, key], `没有区划“${region[key]}”`, '改为本文件已列的 code')))
}

function checkPermit (catalogue: Catalogue, folder: string, permit: PermitFile): CatalogueProblem[] {
  const yaml = catalogue.sources[`permits/${folder}/permit.yaml`]!
  const problems: CatalogueProblem[] = []
  const tell = (path: YamlPath, what: string, howToMend: string): void => { problems.push(yaml.problemAt(path, what, howToMend)) }
  const own = new Set(permit.fields.individual.map((field) => field.id))

  if (permit.id !== folder) tell(['id'], `id“${permit.id}”与文件夹名“${folder}”不同`, '两者改成一样')
  if (catalogue.departments.departments[permit.department] === undefined) tell(['department'], `没有部门“${permit.department}”`, '先在 departments.yaml 登记，或改正标识')
  permit.materials.forEach((use, index) => {
    const id = typeof use === 'string' ? use : use.id
    const material = catalogue.materials[id]
    if (material === undefined) tell(['materials', index], `没有材料“${id}”`, '先在 materials.yaml 登记，或改正标识')
    if (material?.awaits_permit != null && catalogue.permits[material.awaits_permit] === undefined) {
      tell(['materials', index], `材料“${id}”等待的事项“${material.awaits_permit}”不存在`, '补上该事项，或改正 materials.yaml 的 awaits_permit')
    }
    if (typeof use !== 'string') checkKnown(use.applies_when, ['materials', index, 'applies_when'])
  })
  permit.fields.common.forEach((id, index) => {
    if (catalogue.fields[id] === undefined) tell(['fields', 'common', index], `没有共用字段“${id}”`, '先在 fields.yaml 登记，或改正标识')
  })
  permit.fields.individual.forEach((field, index) => {
    if (catalogue.fields[field.id] !== undefined) tell(['fields', 'individual', index], `个性字段“${field.id}”与共用字段同名`, '改用共用字段，或换一个标识')
    checkKnown(field.applies_when, ['fields', 'individual', index, 'applies_when'])
  })
  permit.lapses_when.forEach((rule, index) => {
    if (catalogue.permits[rule.permit] === undefined) tell(['lapses_when', index], `没有事项“${rule.permit}”`, '补上该事项，或改正标识')
  })
  const { number_template: template, number_pattern: pattern, number_values: values } = permit.certificate
  const faults = numberTemplateProblems(template, pattern, values)
  if (faults.length > 0) tell(['certificate', 'number_template'], `证件编号模板不对（${faults.join('；')}）`, '对照 number_format 改正占位符、位数和 number_pattern')
  for (const [part, key] of [['commitment', 'available'], ['inspection', 'need']] as const) {
    const { law_locked: isLocked, lock } = permit[part]
    const value = (permit[part] as Record<string, unknown>)[key]
    if (isLocked && lock !== null && (lock.when ?? null) === null && value !== lock.value) {
      tell([part, key], `法律固定为“${lock.value}”，不能写“${String(value)}”`, `改回“${lock.value}”；修法以后才能连同 law_locked 和 lock 一起改（${lock.basis}）`)
    }
  }
  checkKnown(permit.commitment.lock?.when, ['commitment', 'lock', 'when'])
  checkKnown(permit.inspection.lock?.when, ['inspection', 'lock', 'when'])
  return problems

  function checkKnown (condition: Condition | null | undefined, path: YamlPath): void {
    for (const { q } of conditionLeaves(condition ?? null)) {
      const isKnown = catalogue.questions[q] !== undefined || catalogue.fields[q] !== undefined || own.has(q)
      if (!isKnown) tell(path, `条件中的“${q}”既不是问题，也不是字段`, '改为 questions.yaml、fields.yaml 或本事项个性字段中的标识')
    }
  }
}

/** The same individual field in two permits is filled in once, so it must be the same field. */
function checkIndividualFields (catalogue: Catalogue): CatalogueProblem[] {
  const first = new Map<string, { permit: string, meaning: string }>()
  const problems: CatalogueProblem[] = []
  for (const permit of Object.values(catalogue.permits)) {
    permit.fields.individual.forEach((field, index) => {
      const known = first.get(field.id)
      if (known === undefined) first.set(field.id, { permit: permit.id, meaning: meaningOf(field) })
      else if (known.meaning !== meaningOf(field)) {
        problems.push(catalogue.sources[`permits/${permit.id}/permit.yaml`]!.problemAt(['fields', 'individual', index],
          `个性字段“${field.id}”与事项“${known.permit}”中的同名字段含义不同`, '名称、类型、单位、选项改成一样，或换一个标识'))
      }
    })
  }
  return problems
}

function meaningOf (field: Field): string {
  return JSON.stringify([field.label, field.type, field.unit, field.enum])
}

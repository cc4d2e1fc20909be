import { stringify } from 'yaml'
import { conditionLeaves } from '../domain/conditions.js'
import type { Catalogue, IndustryFile, IndustryPermit, PermitFile } from './catalogue.js'

export interface NewIndustry { id: string, name: string, permits: string[] }

const header = (name: string): string => `# ${name}：由 onelicence new-industry 生成，请逐项核对。
# permits 的适用情形、依赖和择一关系取自已有行业对同一事项的写法；牵头部门、行业代码、证照代码、不予即不制发的事项都要由本市业务部门确定〔待核〕。
`

/**
 * industry.yaml of a new industry made of existing permits. What the law says about a permit beside others (when it applies, what it depends on, what
 * excludes what) is taken from an industry that has it; everything that only the city knows is marked 〔待核〕.
 */
export function newIndustryFile (catalogue: Catalogue, { id, name, permits }: NewIndustry): string {
  const uses = permits.map((permit) => useOf(catalogue, permit, permits))
  const files = permits.map((permit) => catalogue.permits[permit]!)
  const lead = files[0]!.department
  const [example] = Object.values(catalogue.industries)
  const content = {
    id,
    name,
    summary: `${name}涉及的${files.map((file) => file.name).join('、')}〔待核〕`,
    composite_licence: {
      ...example!.composite_licence,
      name: `${name}行业综合许可证`,
      min_items: { n: Math.min(2, permits.length), unverified: true },
      identifier: { ...example!.composite_licence.identifier, type_code: nextTypeCode(catalogue), unverified: true },
      blocked_by: [],
      blocked_note: '没有列出事项：各事项分别决定，不予的不影响其他〔哪些事项列入，待核〕'
    },
    lead_department: lead,
    lead_note: '牵头部门暂取第一个事项的部门，正式以本市“一业一证”目录为准〔待核〕',
    overall_department: 'gov-services',
    industry_codes: [{ standard: 'GB/T 4754-2017', code: '0000', name: '待填〔待核〕' }],
    industry_codes_note: '代码为辅助匹配，不作为准入依据〔待核〕',
    prerequisites: [{ id: 'business-licence', name: '营业执照', note: '已取得；不纳入综合许可证，电子营业执照自动获取' }],
    questions: questionsOf(catalogue, uses, files),
    exit_when_empty: uses.some(({ inclusion }) => inclusion === 'required') ? null : { message: `按所填情形，${name}没有要在本平台办理的事项`, where: '凭营业执照依法经营，或向综合窗口咨询' },
    choice_groups: choiceGroups(catalogue, permits),
    permits: uses,
    joint_inspection: { ...example!.joint_inspection, lead },
    time_plan: example!.time_plan,
    flow_shapes: [...new Set(files.flatMap((file) => file.flow_shapes))].sort(),
    also_deploy: ['post-check-handling']
  }
  return header(name) + stringify(content, { lineWidth: 0 })
}

/** How an existing industry uses the permit, as far as the chosen permits go; required where none does. */
function useOf (catalogue: Catalogue, permit: string, chosen: string[]): Partial<IndustryPermit> & Pick<IndustryPermit, 'id' | 'inclusion'> {
  const known = Object.values(catalogue.industries).flatMap((industry) => industry.permits).filter((use) => use.id === permit)
  const use = known.find(({ depends_on: needs }) => needs.some((need) => chosen.includes(need.permit))) ?? known[0]
  if (use === undefined) return { id: permit, inclusion: 'required' }
  const dependsOn = use.depends_on.filter((need) => chosen.includes(need.permit))
  const alternatives = use.alternative_to.filter((id) => chosen.includes(id))
  return {
    id: permit,
    inclusion: use.inclusion,
    ...(use.inclusion_note === null ? {} : { inclusion_note: use.inclusion_note }),
    ...(use.applies_when === null ? {} : { applies_when: use.applies_when }),
    ...(use.applicant_choice ? { applicant_choice: true } : {}),
    ...(alternatives.length === 0 ? {} : { alternative_to: alternatives }),
    ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn })
  }
}

/** Every question that a condition of these permits asks, in the order of questions.yaml. */
function questionsOf (catalogue: Catalogue, uses: Partial<IndustryPermit>[], files: PermitFile[]): string[] {
  const conditions = [
    ...uses.map((use) => use.applies_when ?? null),
    ...files.flatMap((file) => [file.commitment.lock?.when ?? null, file.inspection.lock?.when ?? null, ...file.fields.individual.map((field) => field.applies_when)]),
    ...files.flatMap((file) => file.materials.map((material) => typeof material === 'string' ? null : material.applies_when ?? null))
  ]
  const asked = new Set(conditions.flatMap(conditionLeaves).map(({ q }) => q))
  const listed = Object.keys(catalogue.questions).filter((id) => asked.has(id))
  return listed.length > 0 ? listed : ['premises_area']
}

function choiceGroups (catalogue: Catalogue, permits: string[]): IndustryFile['choice_groups'] {
  const groups = Object.values(catalogue.industries).flatMap((industry) => industry.choice_groups)
    .map((group) => ({ ...group, one_of: group.one_of.filter((id) => permits.includes(id)) }))
    .filter(({ one_of: choices }) => choices.length > 1)
  return groups.filter((group, index) => groups.findIndex(({ id }) => id === group.id) === index)
}

/** The next free number behind those in use, until the city gives one. */
function nextTypeCode (catalogue: Catalogue): string {
  const codes = Object.values(catalogue.industries).map((industry) => industry.composite_licence.identifier.type_code).sort()
  const last = codes.at(-1)!
  const digits = /\d{6}$/.exec(last)![0]
  return last.slice(0, -digits.length) + String(Number(digits) + 1).padStart(digits.length, '0')
}

import type { Guide } from '../../domain/guide.js'
import { note, steps, type Block } from '../blocks.js'
import { limitSection, placeSection, validitySection } from './limit-sections.js'
import { fieldSection, materialSection } from './material-sections.js'
import { basisSection, conditionSection, permitSection } from './permit-sections.js'
import { numbered, type Section } from './section.js'

/** One line of the comparison 逐项办理 — 一业一证. */
export interface Saving { name: string, unit: string, before: number, after: number }

/** 一业一证 before and after: what the applicant fills in, hands in and waits for. */
export function savings ({ counts: { before, after } }: Guide): Saving[] {
  return [
    { name: '申请表', unit: '张', before: before.forms, after: after.forms },
    { name: '填写内容', unit: '项', before: before.fields, after: after.fields },
    { name: '提交材料', unit: '份', before: before.materials, after: after.materials },
    { name: '现场核查', unit: '次', before: before.visits, after: after.visits },
    { name: '承诺时限', unit: '个工作日', before: before.workdays, after: after.workdays }
  ]
}

/** The whole one-time guide in the order of 方案 三（一）, numbered. */
export function guideSections (guide: Guide): Section[] {
  return numbered([
    permitSection(guide),
    conditionSection(guide),
    materialSection(guide),
    fieldSection(guide),
    { title: '办理流程', blocks: [steps(guide.flow)] },
    limitSection(guide),
    validitySection(guide),
    placeSection(guide),
    basisSection(guide),
    { title: '说明', blocks: remarks(guide) }
  ])
}

function remarks ({ industry, exits, openQuestions }: Guide): Block[] {
  return [
    ...industry.prerequisites.map(({ name, note: about }) => note(`申请前：${name}，${about}。`)),
    note(`牵头部门：${industry.leadDepartment.name}。${industry.licenceRule}。`),
    note('一业一证只把几张证集成在一起办，不改变各事项的实施主体、法律效力和法律关系（方案 二（二））。各事项由其实施机关依法各自决定。'),
    note('标“待本市确认”的内容尚未经本市业务部门确认，是演示用的数值或说法，以本市正式公布的办事指南为准。'),
    ...exits.map(({ message, where }) => note(`不在这里办理：${message}，请到${where}。`)),
    ...(openQuestions.length === 0 ? [] : [note('本指南列出本行业的全部事项；您要办哪些，以情形问答的结果为准。')])
  ]
}

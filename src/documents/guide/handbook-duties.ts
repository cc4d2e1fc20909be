import type { PublishedIndustry } from '../../catalogue/types.js'
import type { Guide } from '../../domain/guide.js'
import { limitInWords } from '../../domain/limit-words.js'
import { withPublicMarks } from '../../domain/open-marks.js'
import { facts, note, table, type Block } from '../blocks.js'
import { reformPlan } from '../wording.js'
import { permitName, type Section } from './section.js'

interface Duty { step: string, who: string, what: string, within: string }

/** 总则: what the norm rests on and who answers for it (方案 三（一）、四（二）). */
export function generalSection (industry: PublishedIndustry): Section {
  return {
    title: '总则',
    blocks: [
      facts([
        ['依据', `${reformPlan}四（二）“统一制定规范”，以及各事项的法律法规（见“设定依据”）`],
        ['适用', `${industry.name}：${industry.summary}`],
        ['牵头部门', industry.lead_department.name],
        ['协同部门', industry.collaborating_departments.map(({ name }) => name).join('、')],
        ['统筹部门', `${industry.overall_department.name}（综合窗口、统一制发）`]
      ]),
      note(industry.lead_note),
      note('物理集成：不取消现有行政许可事项，不改变实施主体、法律效力和法律关系；各部门对自己的事项各自受理、各自决定、各自负责（方案 二（二））。'),
      note('每个事项是一个子办件，有自己的收件、受理、计时、决定和送达；当场办结的不等其他事项。各事项只在三处会合：一次告知、一次联合核查、一张综合许可证。')
    ]
  }
}

/** 谁在何时之前做什么: the steps of a case with the periods of `defaults.yaml` and of each permit. */
export function dutySection (industry: PublishedIndustry, guide: Guide): Section {
  return {
    title: '各环节的职责和期限',
    blocks: [
      table([...commonDuties(industry, guide), ...decisionDuties(guide)], [
        ['环节', 2.4, ({ step }) => step],
        ['由谁办', 3, ({ who }) => who],
        ['做什么', 6, ({ what }) => what],
        ['期限', 3.4, ({ within }) => within]
      ]),
      note('审查人与决定人不得是同一人；现场核查由每个参加部门各派两名以上工作人员（行政许可法第三十四条）。')
    ]
  }
}

/** 联合踏勘 (方案 三（四）). */
export function visitSection (industry: PublishedIndustry, guide: Guide): Section {
  const { lead, min_inspectors_per_department: least, rule } = industry.joint_inspection
  const visited = guide.permits.filter((permit) => permit.inspection.beforeDecision)
  const leadName = industry.departments.find(({ id }) => id === lead)?.name ?? lead
  const blocks: Block[] = visited.length === 0
    ? [note('本行业的事项在决定前都不须现场核查。')]
    : [
        facts([['组织', `${leadName}统筹组织，相关部门参加`], ['人数', `每个部门不少于${least}人`], ['办法', rule]]),
        table(visited, [
          ['事项', 3, (permit) => permit.name],
          ['部门', 2.6, (permit) => permit.department.name],
          ['核查内容', 6.4, ({ inspection }) => inspection.checkItems.map(({ text }) => text).join('、')],
          ['核查期限', 2.4, ({ inspection }) => inspection.within === null ? undefined : limitInWords(inspection.within)]
        ])
      ]
  return { title: '一同核查', blocks }
}

function commonDuties (industry: PublishedIndustry, guide: Guide): Duty[] {
  const within = (id: string): string => {
    const period = industry.defaults[id]
    return period === undefined ? '按规定' : [limitInWords(period), ...(period.basis === undefined ? [] : [`（${period.basis}）`])].join('')
  }
  return withPublicMarks([
    { step: '收件', who: '综合窗口', what: '当场收件，给收件凭证和统一收件码，分送各事项的实施部门', within: '当场；网上申报的一个工作日内' },
    { step: '提出受理意见', who: '各部门审查人', what: '对每份材料、每项填报提出意见', within: within('verdict-due') },
    { step: '一次告知补正', who: '综合窗口合并发出', what: '各部门要补正的内容合成一份通知，一次告知', within: within('formal-check') },
    { step: '补正', who: '申请人', what: '只补通知列明的内容；逾期终止办理，可再申请', within: within('supplement-period') },
    { step: '容缺补交', who: '申请人', what: '补交已容缺受理的材料，最迟在决定前', within: toleranceOf(guide) },
    { step: '核查记录', who: '联合核查组', what: '当场制作，上传', within: within('inspection-upload') },
    { step: '整改', who: '申请人', what: '整改意见一口告知，一次改完', within: `不超过${within('rectification-max')}` },
    { step: '复审', who: '联合核查组', what: '一趟复审', within: within('recheck') }
  ])
}

/** The longest that any material may be handed in later (河南省优化营商环境条例第三十五条). */
function toleranceOf ({ materials }: Guide): string {
  const [longest] = materials.flatMap(({ tolerance }) => tolerance ?? []).sort((one, other) => other.n - one.n)
  return longest === undefined ? '本行业没有可容缺的材料' : limitInWords(longest)
}

function decisionDuties (guide: Guide): Duty[] {
  return [
    ...guide.permits.map((permit) => ({
      step: '审查、决定',
      who: permit.department.name,
      what: `${permit.name}：${permit.isInstant ? '收到即当场决定' : '审查人审查，决定人决定'}`,
      within: permit.limits.stages.length > 0
        ? permit.limits.stages.map(({ name, promised }) => `${name}${limitInWords(promised)}`).join('；')
        : limitInWords(permit.limits.promised)
    })),
    { step: '送达', who: '综合窗口', what: `决定书和证件统一送达；全部有结果后制发${guide.industry.licence}`, within: `${permitDelivery(guide)}` }
  ]
}

/** The longest of the permits' periods for service; each keeps its own. */
function permitDelivery ({ permits }: Guide): string {
  const longest = permits.map((permit) => permit.limits.delivery).sort((one, other) => other.n - one.n)[0]
  return longest === undefined ? '按规定' : `各事项送达期限内，最长${limitInWords(longest)}`
}

export function namesOf (guide: Guide, ids: readonly string[]): string {
  return ids.map((id) => permitName(guide, id)).join('、')
}

import type { ChangeRule, Limit, PublishedIndustry } from '../../catalogue/types.js'
import type { Guide, GuidePermit } from '../../domain/guide.js'
import { limitInWords } from '../../domain/limit-words.js'
import { facts, note, table } from '../blocks.js'
import { namesOf } from './handbook-duties.js'
import type { Section } from './section.js'

/** 告知承诺与容缺受理 (方案 四（二）). */
export function commitmentSection ({ permits }: Guide): Section {
  return {
    title: '告知承诺和事后核查',
    blocks: [
      table(permits, [
        ['事项', 3, (permit) => permit.name],
        ['告知承诺', 2, ({ commitment }) => commitment.allowed ? '可以选择' : '不适用'],
        ['说明', 7, ({ commitment }) => commitment.basis === null ? commitment.note : `${commitment.note}（${commitment.basis}）`]
      ]),
      note('涉及国家安全、公共安全和人民群众生命健康的事项不适用告知承诺制（河南省优化营商环境条例第三十四条）。')
    ]
  }
}

/** 一证准营 (方案 三（五）). */
export function licenceSection ({ composite_licence: licence }: PublishedIndustry, guide: Guide): Section {
  return {
    title: '行业综合许可证',
    blocks: [
      facts([
        ['名称', licence.name],
        ['形式', `${licence.form}，不发纸质证照`],
        ['制发', licence.issuer],
        ['效力', `${licence.scope}；集成单项法定许可证信息，同时发放法定许可证`],
        ['最少条目', `${licence.min_items.n}项${licence.min_items.unverified === true ? '（待本市确认）' : ''}`],
        ['不予时不制发', licence.blocked_by.length === 0 ? '无' : namesOf(guide, licence.blocked_by)],
        ['有效期', licence.validity_rule]
      ]),
      note(`${licence.blocked_note}。`)
    ]
  }
}

/** What a change of each particular asks of the holder. */
export function changeSection ({ permits }: Guide): Section {
  const rule = (one: ChangeRule | undefined): string | undefined => one === undefined ? undefined : changeWords[one]
  return {
    title: '变更',
    blocks: [table(permits, [
      ['事项', 3.4, (permit) => permit.name],
      ['名称', 1.4, ({ changeRules }) => rule(changeRules.name)],
      ['负责人', 1.4, ({ changeRules }) => rule(changeRules.legal_representative)],
      ['地址', 1.4, ({ changeRules }) => rule(changeRules.address)],
      ['范围', 1.4, ({ changeRules }) => rule(changeRules.scope)],
      ['布局', 1.4, ({ changeRules }) => rule(changeRules.layout)],
      ['依据', 5, ({ changeBasis }) => changeBasis]
    ])]
  }
}

/** 事中事后监管 (方案 四（三）、五（三）). */
export function supervisionSection ({ defaults }: PublishedIndustry, guide: Guide): Section {
  const within = (id: string): string => defaults[id] === undefined ? '按规定' : limitInWords(defaults[id] as Limit)
  const checked = guide.permits.filter((permit) => !permit.inspection.beforeDecision && permit.inspection.checkItems.length > 0)
  return {
    title: '事中事后监管',
    blocks: [
      table([
        ['双向反馈', '许可决定送监管执法部门；执法中发现的问题、处罚结果反馈审批部门和综合许可证制发部门', '即时'],
        ['单项变动通报', '单项许可变更、延续、失效、撤回、撤销、注销的，审批部门通报综合许可证制发部门', within('status-notice')],
        ['综合许可证更新', '制发部门变更或删除该项信息，更新电子证照', within('composite-update')],
        ['双公示', '行政许可决定在网上公示', within('disclosure')],
        ['双随机、一公开', '随机抽取对象和人员检查，结果公开', within('random-publish')],
        ['承诺不实', '事后核查与承诺不符的责令限期改正；逾期不改或仍不符合的依法撤销', `责令改正${within('correction-issue')}，复查${within('correction-recheck')}`]
      ] as const, [
        ['制度', 2.4, ([name]) => name],
        ['做法', 8, (row) => row[1]],
        ['期限', 3, (row) => row[2]]
      ]),
      ...(checked.length === 0
        ? []
        : [table(checked, [
            ['事后核查的事项', 3, (permit: GuidePermit) => permit.name],
            ['部门', 2.6, (permit) => permit.department.name],
            ['核查内容', 6.4, ({ inspection }) => inspection.checkItems.map(({ text }) => text).join('、')],
            ['何时', 2.4, ({ commitment }) => commitment.postCheckWithin === null ? '日常监管' : `决定后${limitInWords(commitment.postCheckWithin)}内`]
          ])]),
      note('各部门各负其责、协同高效；推行“互联网+监管”、包容审慎监管、信用分类监管、协同联合监管（方案 四（三））。'),
      note('档案：各部门对共享材料、过程文书、结构性数据备份存档，不影响各事项档案的归集、整理和存档（方案 六（三））。')
    ]
  }
}

const changeWords: Record<ChangeRule, string> = { amend: '变更', reapply: '重新申请', notify: '备案或告知' }

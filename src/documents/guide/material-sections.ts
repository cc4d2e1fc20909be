import type { Guide, GuideField, GuideMaterial } from '../../domain/guide.js'
import { limitInWords } from '../../domain/limit-words.js'
import { note, table, type Block } from '../blocks.js'
import { permitName, type Section } from './section.js'

/** 交什么: each material once, who issues it, and what the applicant does about it. */
export function materialSection (guide: Guide): Section {
  return {
    title: '要交的材料',
    blocks: [
      table(guide.materials, [
        ['序号', 1, (_material, index) => index + 1],
        ['材料', 4.6, (material) => material.required ? material.name : `${material.name}（非必要）`],
        ['由谁出具', 3, (material) => material.issuer],
        ['怎样办', 4.2, treatmentInWords],
        ['用于', 4.6, (material) => usesOf(guide, material)],
        ['说明', 4, (material) => remarksOf(guide, material)]
      ]),
      note('免交：由本市的数据共享取得，查不到时才请您补交，不算您的材料不齐。承诺可替代：选择告知承诺的，以承诺书代替。'),
      ...toleranceNote(guide)
    ]
  }
}

/** 填什么: the one form by its groups, then each permit's own fields. */
export function fieldSection (guide: Guide): Section {
  const groups = [...new Set(guide.fields.flatMap(({ group }) => group ?? []))]
  const common = groups.map((group) => ({ name: group, fields: guide.fields.filter((field) => field.group === group) }))
  const own = guide.permits.map((permit) => ({ name: permit.name, fields: guide.fields.filter((field) => field.group === null && field.usedBy[0] === permit.id) }))
  return {
    title: `要填的内容（一张表，共${guide.fields.length}项）`,
    blocks: [
      table([...common, ...own].filter(({ fields }) => fields.length > 0), [
        ['部分', 3, ({ name }) => name],
        ['项数', 1, ({ fields }) => fields.length],
        ['内容', 9, ({ fields }) => fields.map(labelOf).join('、')]
      ]),
      note('相同的内容只填一次，各事项共用。标“选填”的可以不填；标“视情形”的只在有关情形下填写。')
    ]
  }
}

function toleranceNote ({ materials }: Guide): Block[] {
  const tolerance = materials.find((material) => material.tolerance !== null)?.tolerance
  return tolerance === undefined || tolerance === null ? [] : [note(`可容缺：缺这份也先受理，${limitInWords(tolerance)}内补交（河南省优化营商环境条例第三十五条）。`)]
}

function labelOf ({ label, required, appliesWhen }: GuideField): string {
  if (appliesWhen !== null) return `${label}（视情形）`
  return required ? label : `${label}（选填）`
}

function treatmentInWords (material: GuideMaterial): string {
  const more = [
    ...(material.dataSharing.available === 'partial' && material.handIn ? ['能共享取得的免交'] : []),
    ...(material.tolerance !== null && material.handIn ? ['可容缺'] : []),
    ...(material.coveredFor.length > 0 && material.handIn ? ['承诺可替代'] : [])
  ]
  return [material.treatment === 'hand-in' ? `提交${material.copies}份` : treatments[material.treatment], ...more].join('；')
}

const treatments: Record<Exclude<GuideMaterial['treatment'], 'hand-in'>, string> = {
  fetched: '免交', generated: '不用交，由所填的表生成', committed: '承诺替代，不用交', awaited: '不用交，取同办事项的结果'
}

function usesOf (guide: Guide, { usedBy }: GuideMaterial): string {
  if (usedBy.length > 1 && usedBy.length === guide.permits.length) return '全部事项'
  return usedBy.map((id) => permitName(guide, id)).join('、')
}

function remarksOf (guide: Guide, material: GuideMaterial): string | undefined {
  const remarks = [
    ...(material.treatment === 'fetched' && material.dataSharing.from !== null ? [`取自${material.dataSharing.from}`] : []),
    ...material.onlyWhen.map(({ permitId, text }) => material.usedBy.length > 1 ? `${permitName(guide, permitId)}：${text}的` : `${text}的`),
    ...new Set(material.notes.map(({ note: text }) => text)),
    ...(material.reuseValidity === null ? [] : [`${limitInWords(material.reuseValidity)}内可复用`])
  ]
  return remarks.length === 0 ? undefined : remarks.join('；')
}

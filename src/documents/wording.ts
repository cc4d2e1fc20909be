/** Phrases that several kinds share, and dates as official Chinese documents write them. */
import { DateTime } from 'luxon'
import { civilZone } from '../domain/time.js'
import { heading, paragraph, table, type Block } from './blocks.js'
import type { Letter, LetterItem } from './letter.js'

/** `2026-11-23` → 2026年11月23日. */
export function inWords (date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** An instant in civil time: 2026年11月23日9时05分. */
export function momentInWords (instant: Date | string): string {
  return DateTime.fromJSDate(new Date(instant), { zone: civilZone }).toFormat("yyyy'年'M'月'd'日'H'时'mm'分'")
}

/** 事项、子办件编号、实施机关 of the document's items. */
export function itemTable (items: LetterItem[]): Block {
  return table(items, [
    ['序号', 1, (_item, index) => index + 1],
    ['事项', 5, ({ permitName }) => permitName],
    ['子办件编号', 4, ({ subCaseNo }) => subCaseNo],
    ['实施机关', 4, ({ organ }) => organ]
  ])
}

/** 食品经营许可、烟草专卖零售许可. */
export function itemNames ({ items }: Letter): string {
  return items.map(({ permitName }) => permitName).join('、')
}

/** 救济途径: one sentence for a single organ, one per organ where several act. */
export function remedyBlocks ({ remedies }: Letter): Block[] {
  return [heading('权利救济'), ...remedies.map(({ organ, body, withinDays, courtNote }) => paragraph(
    `${remedies.length > 1 ? `对${organ}作出的上述行为不服的` : '如不服本决定'}，可以自收到本文书之日起${withinDays}日内向${body}申请行政复议；也可以${courtNote}。`
  ))]
}

export const licensingLaw = '《中华人民共和国行政许可法》'
export const reformPlan = '《开封市“一业一证”改革实施方案》（汴审改办〔2022〕15号）'

/** First column of a table: 1, 2, 3 … */
export const ordinalColumn: [title: string, weight: number, cell: (row: unknown, index: number) => number] = ['序号', 1, (_row, index) => index + 1]

/** 通报综合许可证颁发部门 (实施方案五（三）); nothing where the permit stands on no composite licence. */
export function propagationBlocks (isPropagated: boolean, what: '变更或者删除' | '恢复' = '变更或者删除'): Block[] {
  return isPropagated ? [paragraph(`本机关同时通报综合许可证颁发部门，由其${what}行业综合许可证所载的该项许可，并同步更新电子证照。`)] : []
}

import { catalogueStatusNames, catalogueStatuses, type CatalogueEntry } from '../../domain/catalogue-status.js'
import type { CivilDate } from '../../domain/time.js'
import { note, paragraph, table, type Block } from '../blocks.js'
import { createSheet, finishSheet } from '../layout/sheet.js'
import { inWords, reformPlan } from '../wording.js'
import { drawBand, drawFootline, drawSection, guideMargins } from './guide-look.js'

export interface AnnouncedIndustry extends CatalogueEntry {
  /** Of `regions`, in its order. */
  regionNames: string[]
}

/** An edition of the 目录清单 as everybody may read it. */
export interface EditionAnnouncement {
  number: number
  publishedOn: CivilDate
  publishedAt: Date
  announcement: string
  industries: AnnouncedIndustry[]
}

/** 清单公告 as a PDF (方案 四（一））: the announcement and every industry of one edition; the same edition gives the same bytes. */
export async function renderEdition (edition: EditionAnnouncement): Promise<Buffer> {
  const { number, publishedOn, publishedAt, announcement, industries } = edition
  const title = `“一业一证”改革目录清单（第${number}版）`
  const sheet = createSheet({ title, createdAt: publishedAt, margins: guideMargins, layout: 'landscape', background: () => {} })
  drawBand(sheet, { kicker: '开封市“一业一证”改革\u3000清单公告', title, summary: `${inWords(publishedOn)}公布\u3000${countsOf(industries)}` })
  drawSection(sheet, { title: '一、公告', blocks: [paragraph(announcement)] })
  drawSection(sheet, { title: '二、行业', blocks: [industryTable(industries), ...remarks] })
  drawFootline(sheet, `改革目录清单\u3000第${number}版（${inWords(publishedOn)}公布）`)
  return await finishSheet(sheet)
}

function countsOf (industries: AnnouncedIndustry[]): string {
  const counts = catalogueStatuses
    .map((status) => ({ name: catalogueStatusNames[status], count: industries.filter((entry) => entry.status === status).length }))
    .filter(({ count }) => count > 0)
  return `共${industries.length}个行业：${counts.map(({ name, count }) => `${name}${count}个`).join('、')}`
}

function industryTable (industries: AnnouncedIndustry[]): Block {
  return table(industries, [
    ['序号', 1, (_entry, index) => index + 1],
    ['行业', 3, ({ name }) => name],
    ['状态', 2, ({ status, reason }) => `${catalogueStatusNames[status]}${reason === null ? '' : `（${reason}）`}`],
    ['实施期限', 3, ({ validFrom, validUntil }) => `${validFrom === null ? '自公布之日' : inWords(validFrom)}起，${validUntil === null ? '长期' : `到${inWords(validUntil)}止`}`],
    ['实施地区', 3, ({ regionNames }) => regionNames.join('、')],
    ['牵头部门', 3.2, ({ leadDepartment }) => leadDepartment.name],
    ['集成的事项', 8.5, ({ permits }) => permits.join('、')]
  ])
}

const remarks: Block[] = [
  note('列入清单的行业由申请人自愿选择按“一业一证”办理；暂停、未到或已过实施期限、不在实施地区的，按单个事项办理，已经收件的照常办完。'),
  note(`依据：${reformPlan}四（一）。以往各版都保留，可以查阅。`)
]

import type { Guide } from '../../domain/guide.js'
import { createSheet, finishSheet } from '../layout/sheet.js'
import { drawFlowPage } from './draw-flow-page.js'
import { drawSavings } from './draw-savings.js'
import { drawBand, drawFootline, drawSection, guideMargins } from './guide-look.js'
import { guideSections, savings } from './guide-sections.js'

export interface GuidePrint {
  guide: Guide
  /** Which release or files it was made from, at the foot of every page. */
  source: string
  /** The date of the release or of the draft; the same date and guide give the same bytes. */
  issuedAt: Date
  /** The industry's model as SVG; left out when there is none. */
  flow?: string | undefined
}

/** The one-time guide as a PDF to print (一次告知, 方案 三（一）): no 文书, so without number and seal. */
export async function renderGuide ({ guide, source, issuedAt, flow }: GuidePrint): Promise<Buffer> {
  const title = `${guide.industry.name}“一业一证”办事指南`
  const sheet = createSheet({ title, createdAt: issuedAt, margins: guideMargins, layout: 'portrait', background: () => {} })
  drawBand(sheet, { kicker: '开封市“一业一证”改革\u3000一次告知', title, summary: guide.industry.summary })
  drawSavings(sheet, savings(guide))
  for (const section of guideSections(guide)) drawSection(sheet, section)
  if (flow !== undefined) drawFlowPage(sheet, flow)
  drawFootline(sheet, source)
  return await finishSheet(sheet)
}

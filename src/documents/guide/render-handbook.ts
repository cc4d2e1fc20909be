import type { PublishedIndustry } from '../../catalogue/types.js'
import { composeFullGuide, type Guide } from '../../domain/guide.js'
import { withPublicMarks } from '../../domain/open-marks.js'
import { steps } from '../blocks.js'
import { createSheet, finishSheet } from '../layout/sheet.js'
import { drawFlowPage } from './draw-flow-page.js'
import { drawBand, drawFootline, drawSection, guideMargins } from './guide-look.js'
import { dutySection, generalSection, visitSection } from './handbook-duties.js'
import { changeSection, commitmentSection, licenceSection, supervisionSection } from './handbook-supervision.js'
import { limitSection, placeSection, validitySection } from './limit-sections.js'
import { fieldSection, materialSection } from './material-sections.js'
import { basisSection, conditionSection, permitSection } from './permit-sections.js'
import { numbered, type Section } from './section.js'

export interface HandbookPrint {
  industry: PublishedIndustry
  /** Which release or files it was made from, at the foot of every page. */
  source: string
  issuedAt: Date
  /** The industry's model as SVG; left out when there is none. */
  flow?: string | undefined
}

/** 工作规范 (方案 四（二）): conditions, elements, materials, flow, who does what by when, supervision, for the people who handle an industry. */
export async function renderHandbook ({ industry, source, issuedAt, flow }: HandbookPrint): Promise<Buffer> {
  const title = `${industry.composite_licence.name}工作规范`
  const sheet = createSheet({ title, createdAt: issuedAt, margins: guideMargins, layout: 'portrait', background: () => {} })
  drawBand(sheet, { kicker: '开封市“一业一证”改革\u3000统一制定规范', title, summary: industry.summary })
  for (const section of handbookSections(withPublicMarks(industry), composeFullGuide(industry))) drawSection(sheet, section)
  if (flow !== undefined) drawFlowPage(sheet, flow)
  drawFootline(sheet, source)
  return await finishSheet(sheet)
}

function handbookSections (industry: PublishedIndustry, guide: Guide): Section[] {
  return numbered([
    generalSection(industry),
    permitSection(guide),
    conditionSection(guide),
    fieldSection(guide),
    materialSection(guide),
    { title: '办理流程', blocks: [steps(guide.flow)] },
    dutySection(industry, guide),
    limitSection(guide),
    visitSection(industry, guide),
    commitmentSection(guide),
    licenceSection(industry, guide),
    validitySection(guide),
    changeSection(guide),
    supervisionSection(industry, guide),
    placeSection(guide),
    basisSection(guide)
  ])
}

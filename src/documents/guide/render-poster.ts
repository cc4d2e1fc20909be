import type { PublishedIndustry } from '../../catalogue/types.js'
import { composeFullGuide, type Guide } from '../../domain/guide.js'
import { drawQr } from '../layout/draw-qr.js'
import { createSheet, drawCentred, drawText, finishSheet, fitted, linesOf, type Sheet, type TextStyle } from '../layout/sheet.js'
import { guideInk, guideTint } from './guide-look.js'
import { savings, type Saving } from './guide-sections.js'

export interface PosterPrint {
  industry: PublishedIndustry
  /** Where the QR code leads: the industry's page. */
  url: string
  source: string
  issuedAt: Date
}

const white = '#ffffff'
const dark = '#1f2933'
const kicker: TextStyle = { font: 'sans', sizePt: 24, lineHeightPt: 36, color: '#d5e3f3' }
const title: TextStyle = { font: 'sans-bold', sizePt: 62, lineHeightPt: 84, color: white }
const slogan: TextStyle = { font: 'sans', sizePt: 27, lineHeightPt: 42, color: white }
const big: TextStyle = { font: 'sans-bold', sizePt: 46, lineHeightPt: 58, color: guideInk }
const small: TextStyle = { font: 'sans-regular', sizePt: 17, lineHeightPt: 27, color: '#52606d' }
const head: TextStyle = { font: 'sans-bold', sizePt: 26, lineHeightPt: 42, color: guideInk }
const item: TextStyle = { font: 'sans', sizePt: 19, lineHeightPt: 33, color: dark }
const foot: TextStyle = { font: 'sans-regular', sizePt: 11, lineHeightPt: 17, color: '#7b8794' }
const bandHeight = 300
const cardHeight = 128
const qrSize = 190

/** A3 for the hall of windows (方案 六（四）窗口海报): what is spared, which permits, and a QR code to the industry's page. */
export async function renderPoster ({ industry, url, source, issuedAt }: PosterPrint): Promise<Buffer> {
  const guide = composeFullGuide(industry)
  const sheet = createSheet({
    title: `${industry.name}“一业一证”海报`, createdAt: issuedAt, margins: { top: 60, bottom: 60, left: 64, right: 64 }, layout: 'portrait', size: 'A3', background: () => {}
  })
  drawHead(sheet, guide)
  drawFigures(sheet, savings(guide))
  drawPermits(sheet, guide)
  drawInvitation(sheet, url, source)
  return await finishSheet(sheet)
}

function drawHead (sheet: Sheet, { industry }: Guide): void {
  sheet.pdf.rect(0, 0, sheet.pdf.page.width, bandHeight).fill(guideInk)
  drawCentred(sheet, '开封市“一业一证”改革', 54, kicker)
  const style = fitted(`开${industry.name}`, title, sheet.width)
  drawCentred(sheet, `开${industry.name}`, 96, style)
  drawCentred(sheet, '一次告知\u3000一表申请\u3000一窗受理\u3000一同核查\u3000一证准营', 214, slogan)
  sheet.y = bandHeight + 34
}

function drawFigures (sheet: Sheet, all: Saving[]): void {
  const shown = all.filter(({ before, after }) => after < before).slice(0, 4)
  const gap = 16
  const width = (sheet.width - gap * (shown.length - 1)) / shown.length
  for (const [index, { name, unit, before, after }] of shown.entries()) {
    const x = sheet.left + index * (width + gap)
    sheet.pdf.roundedRect(x, sheet.y, width, cardHeight, 8).fill(guideTint)
    drawCentred(sheet, name, sheet.y + 10, small, x + width / 2)
    drawCentred(sheet, String(after), sheet.y + 36, big, x + width / 2)
    drawCentred(sheet, `原来${before}${unit}`, sheet.y + 94, { ...small, sizePt: 14 }, x + width / 2)
  }
  sheet.y += cardHeight + 30
}

/** In two columns, as many as there are. */
function drawPermits (sheet: Sheet, { permits, industry }: Guide): void {
  drawText(sheet, '可以一起办的事项', sheet.left, sheet.y, head)
  sheet.y += head.lineHeightPt + 4
  const columnWidth = (sheet.width - 28) / 2
  const perColumn = Math.ceil(permits.length / 2)
  const top = sheet.y
  let bottom = top
  for (const column of [0, 1]) {
    let y = top
    const x = sheet.left + column * (columnWidth + 28)
    for (const permit of permits.slice(column * perColumn, (column + 1) * perColumn)) {
      sheet.pdf.circle(x + 6, y + item.lineHeightPt / 2, 5).fill(guideInk)
      for (const { text } of linesOf(permit.name, item, columnWidth - 24)) {
        drawText(sheet, text, x + 24, y, item)
        y += item.lineHeightPt
      }
    }
    bottom = Math.max(bottom, y)
  }
  sheet.y = bottom + 16
  for (const { text } of linesOf(`办完领一张电子的${industry.licence}，各单项证件照常发放。`, small, sheet.width)) {
    drawText(sheet, text, sheet.left, sheet.y, small)
    sheet.y += small.lineHeightPt
  }
}

function drawInvitation (sheet: Sheet, url: string, source: string): void {
  const { width, height } = sheet.pdf.page
  const top = height - 330
  sheet.pdf.roundedRect(sheet.left, top, sheet.width, 256, 10).fill(guideTint)
  drawQr(sheet, url, '', sheet.left + 34, top + 33, qrSize)
  const x = sheet.left + qrSize + 76
  drawText(sheet, '扫一扫，看要办什么、交什么、多久', x, top + 46, head)
  const lines = ['答几个问题，得到自己的办事指南', '网上：开封政务服务网“一件事一次办”专栏', '窗口：各级政务服务大厅“一件事一次办”综合窗口']
  for (const [index, text] of lines.entries()) drawText(sheet, text, x, top + 100 + index * 34, { ...item, sizePt: 17 })
  for (const [index, { text }] of linesOf(url, foot, sheet.width - qrSize - 110).entries()) drawText(sheet, text, x, top + 212 + index * foot.lineHeightPt, foot)
  drawCentred(sheet, source, height - 52, foot, width / 2)
}

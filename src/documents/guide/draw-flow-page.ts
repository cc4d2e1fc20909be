import { drawPicture, pictureRatio } from '../layout/draw-picture.js'
import { drawText, type Sheet, type TextStyle } from '../layout/sheet.js'
import { guideInk, guideMargins } from './guide-look.js'

const titleStyle: TextStyle = { font: 'sans-bold', sizePt: 14, lineHeightPt: 22, color: guideInk }
const gap = 10

/** The industry's model on an A3 page of its own: on A4 its words could not be read. */
export function drawFlowPage (sheet: Sheet, flow: string): void {
  const { top, bottom, left, right } = guideMargins
  sheet.pdf.addPage({ size: 'A3', layout: pictureRatio(flow) > 1 ? 'landscape' : 'portrait', margin: 0 })
  sheet.y = top
  const { width, height } = sheet.pdf.page
  drawText(sheet, '附：办理流程图（按 BPMN 2.0 绘制，平台即按此图办理）', left, sheet.y, titleStyle)
  const y = top + titleStyle.lineHeightPt + gap
  drawPicture(sheet, flow, { x: left, y, width: width - left - right, height: height - bottom - y })
}

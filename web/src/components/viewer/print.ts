import { askFile } from '../../api/client.ts'
import { apiAddress } from './paper.ts'
import './print.css'

/** Width of a sheet of A4 in CSS pixels; drawn three times as fine. */
const sheetWidth = 794
const fineness = 3

/**
 * Prints every page of a document: the browser is given pictures of them instead of the page that is shown, so that it needs no reader of its own for PDF.
 * @throws ApiFailure
 */
export async function printPaper (href: string): Promise<void> {
  const blob = await askFile('GET', apiAddress(href).replace(/^\/api\/v1/, ''))
  const { drawPage, openPdf } = await import('./pdf.ts')
  const pdf = await openPdf(blob)
  const sheets = document.createElement('div')
  sheets.className = 'print-sheets'
  for (let page = 1; page <= pdf.numPages; page++) {
    const canvas = document.createElement('canvas')
    await drawPage(pdf, canvas, { page, zoom: fineness / window.devicePixelRatio, rotation: 0, width: sheetWidth })
    sheets.append(canvas)
  }
  await pdf.loadingTask.destroy()
  document.querySelector('.print-sheets')?.remove()
  document.body.append(sheets)
  window.addEventListener('afterprint', () => { sheets.remove() }, { once: true })
  window.print()
}

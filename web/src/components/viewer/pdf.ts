import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** Where the build puts what pdfjs fetches at need (web/vite.config.ts). */
declare const PDFJS_PARTS: string

GlobalWorkerOptions.workerSrc = workerUrl

/** Without WebAssembly and eval: the pages' policy allows neither. */
export async function openPdf (blob: Blob): Promise<PDFDocumentProxy> {
  const data = new Uint8Array(await blob.arrayBuffer())
  return await getDocument({
    data, isEvalSupported: false, useWasm: false, cMapUrl: `${PDFJS_PARTS}cmaps/`, standardFontDataUrl: `${PDFJS_PARTS}standard_fonts/`, wasmUrl: `${PDFJS_PARTS}wasm/`
  }).promise
}

export interface DrawnPage { text: string }

/** Draws a page as wide as `width` times `zoom`; its text is for those who don't see it. */
export async function drawPage (pdf: PDFDocumentProxy, canvas: HTMLCanvasElement, { page: number, zoom, rotation, width }: { page: number, zoom: number, rotation: number, width: number }): Promise<DrawnPage> {
  const page = await pdf.getPage(number)
  const turned = (page.rotate + rotation) % 360
  const scale = width / page.getViewport({ scale: 1, rotation: turned }).width * zoom
  const viewport = page.getViewport({ scale: scale * window.devicePixelRatio, rotation: turned })
  canvas.width = viewport.width
  canvas.height = viewport.height
  canvas.style.width = `${viewport.width / window.devicePixelRatio}px`
  await page.render({ canvas, viewport }).promise
  const { items } = await page.getTextContent()
  return { text: items.map((item) => 'str' in item ? item.str : '').join(' ') }
}

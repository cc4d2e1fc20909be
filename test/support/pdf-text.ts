import { extractText, getDocumentProxy } from 'unpdf'

/** The text of a PDF as a reader's search would find it, without the spaces and line ends of its layout. */
export async function pdfText (pdf: Buffer): Promise<{ text: string, pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text, totalPages } = await extractText(document, { mergePages: true })
  return { text: text.replace(/\s+/g, ''), pages: totalPages }
}

export interface PlacedText { text: string, x: number, y: number, width: number, pageWidth: number }

/** Every piece of text with its place on its page, in points from the bottom left. */
export async function pdfTexts (pdf: Buffer): Promise<PlacedText[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const texts: PlacedText[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const pageWidth = page.getViewport({ scale: 1 }).width
    for (const item of (await page.getTextContent()).items) {
      if ('str' in item) texts.push({ text: item.str, x: item.transform[4] as number, y: item.transform[5] as number, width: item.width, pageWidth })
    }
  }
  return texts
}

/** The lines of a PDF in reading order, a form feed before each further page; pieces of one line are parted by a space. The watermark is left out. */
export async function pdfLines (pdf: Buffer): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const lines: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const pieces = (await page.getTextContent()).items.flatMap((item) => 'str' in item && item.str.trim() !== '' && item.transform[1] === 0 ? [item] : [])
    const rows = new Map<number, { x: number, text: string }[]>()
    for (const { str, transform } of pieces) {
      const y = Math.round(transform[5] as number)
      const row = rows.get(y) ?? rows.set(y, []).get(y)!
      row.push({ x: transform[4] as number, text: str.trim() })
    }
    const texts = [...rows].sort(([above], [below]) => below - above).map(([, row]) => row.sort((a, b) => a.x - b.x).map(({ text }) => text).join(' '))
    lines.push(...texts.map((text, index) => number > 1 && index === 0 ? `\f${text}` : text))
  }
  return lines
}

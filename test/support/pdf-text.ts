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

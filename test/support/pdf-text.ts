import { extractText, getDocumentProxy } from 'unpdf'

/** The text of a PDF as a reader's search would find it, without the spaces and line ends of its layout. */
export async function pdfText (pdf: Buffer): Promise<{ text: string, pages: number }> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text, totalPages } = await extractText(document, { mergePages: true })
  return { text: text.replace(/\s+/g, ''), pages: totalPages }
}

import PDFDocument from 'pdfkit'

/** A small real PDF that stands for a material in demonstrations; its text is Latin so that no font need be embedded. */
export async function samplePdf (title: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.on('end', resolve))
  document.fontSize(16).text('Demonstration material').moveDown().fontSize(11).text(title)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

import type { DocumentRow } from '../database/documents.js'
import { definitionOf, type DocumentData } from './kinds.js'
import type { Letter } from './letter.js'
import { certificateMargins, drawCertificate } from './layout/draw-certificate.js'
import { drawFrame } from './layout/draw-frame.js'
import { drawFooters, drawLetter, letterMargins, type SealMode } from './layout/draw-letter.js'
import { drawLicence, drawLicenceFrame, licenceMargins } from './layout/draw-licence.js'
import { drawDemoWatermark } from './layout/draw-seal.js'
import { createSheet, finishSheet, type Margins, type Sheet } from './layout/sheet.js'

export type RenderableDocument = Pick<DocumentRow, 'document_no' | 'kind' | 'title' | 'data' | 'issued_at'>

const margins: Record<'letter' | 'record' | 'certificate' | 'licence', Margins> = {
  letter: letterMargins, record: letterMargins, certificate: certificateMargins, licence: licenceMargins
}

/**
 * Draws a document as PDF from what was stored when it was issued. The same row and mode give the same bytes: the creation
 * date is the date of issue. Throws for an unknown kind.
 */
export async function renderDocument (row: RenderableDocument, mode: SealMode): Promise<Buffer> {
  const definition = definitionOf(row.kind)
  const letter = row.data.letter as unknown as Letter
  const content = row.data.content
  const sheet = createSheet({
    title: `${row.title} ${row.document_no}`,
    createdAt: row.issued_at,
    margins: margins[definition.page],
    layout: definition.page === 'licence' ? 'landscape' : 'portrait',
    background: (page) => drawBackground(page, definition.page, mode)
  })
  const blocks = definition.body(letter, content as never)
  switch (definition.page) {
    case 'licence':
      drawLicence(sheet, letter, content as DocumentData['composite-licence'], mode)
      break
    case 'certificate':
      drawCertificate(sheet, definition, letter, blocks, mode, content as DocumentData['permit-certificate'])
      break
    default:
      drawLetter(sheet, { ...definition, basis: definition.basisOf?.(content as never) ?? definition.basis }, { letter, reader: definition.addressee?.(content as never) }, blocks, mode)
      drawFooters(sheet, row.document_no)
  }
  return await finishSheet(sheet)
}

function drawBackground (sheet: Sheet, page: string, { seals }: SealMode): void {
  if (seals === 'demo') drawDemoWatermark(sheet)
  if (page === 'licence') drawLicenceFrame(sheet)
  if (page === 'certificate') drawFrame(sheet, 40)
}

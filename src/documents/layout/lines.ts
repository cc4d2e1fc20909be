/** Breaking Chinese text into lines: the rules of punctuation (避头尾), Latin words and numbers kept whole. Pure. */

/** Never begins a line. */
const closers = '、，。．；：！？）》」』”’〕】〉%％℃·…—～-'
/** Never ends a line. */
const openers = '（《「『“‘〔【〈￥'

export interface TextLine { text: string, width: number, isLastOfParagraph: boolean }

export interface LineShape {
  /** Width of one character in points. */
  widthOf (character: string): number
  /** Room in points. */
  width: number
  /** Indent of the first line in points. */
  firstIndent?: number
}

/** Lines of a text; its own line feeds begin new paragraphs. Always at least one line. */
export function breakLines (text: string, shape: LineShape): TextLine[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, shape))
}

export function widthOfText (text: string, widthOf: (character: string) => number): number {
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

function breakParagraph (paragraph: string, { widthOf, width, firstIndent = 0 }: LineShape): TextLine[] {
  const lines: TextLine[] = []
  let text = ''
  let used = 0
  let room = width - firstIndent
  const push = (isLastOfParagraph: boolean): void => {
    const trimmed = text.trimEnd()
    lines.push({ text: trimmed, width: widthOfText(trimmed, widthOf), isLastOfParagraph })
    text = ''
    used = 0
    room = width
  }
  for (const piece of unbreakablePieces(paragraph).flatMap((piece) => fitted(piece, width, widthOf))) {
    const pieceWidth = widthOfText(piece, widthOf)
    if (used + widthOfText(piece.trimEnd(), widthOf) > room + 0.01 && text !== '') push(false)
    if (text === '' && lines.length > 0 && piece.trim() === '') continue
    text += piece
    used += pieceWidth
  }
  push(true)
  return lines
}

/** A piece longer than a whole line (an address, a code) may break anywhere. */
function fitted (piece: string, width: number, widthOf: (character: string) => number): string[] {
  if (widthOfText(piece, widthOf) <= width) return [piece]
  return [...piece]
}

function unbreakablePieces (paragraph: string): string[] {
  const pieces: string[] = []
  let glueNext = false
  for (const atom of paragraph.match(/[A-Za-z0-9@#&+_./:?=]+(?:-[A-Za-z0-9]+)*|\s+|[\s\S]/gu) ?? []) {
    const last = pieces.at(-1)
    if (last !== undefined && (glueNext || closers.includes(atom))) pieces[pieces.length - 1] = last + atom
    else pieces.push(atom)
    glueNext = openers.includes(atom)
  }
  return pieces
}

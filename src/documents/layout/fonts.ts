import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type Glyph } from 'fontkit'

/** Serif for the text of documents, heading and title faces, sans for the licence; the lighter and the bold sans for guides. */
export type FontName = 'serif' | 'serif-bold' | 'sans' | 'sans-regular' | 'sans-bold'

const fontFiles: Record<FontName, string> = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  'sans-regular': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'
}

/** Stands for a character that the font lacks (the printers' sign for a missing sort), never an empty box. */
const missingSort = '〓'

/** A font as pdfkit takes it and as lines are measured with. */
export interface DocumentFont {
  /** A parsed font, which pdfkit takes as it is; it embeds only the glyphs used. */
  source: PDFKit.Mixins.PDFFontSource
  /** Width of one character in thousandths of the size. */
  widthOf (character: string): number
}

/**
 * The fonts are files that never change, so they are parsed once a process, at first use: parsing and caching glyphs is
 * what makes pdfkit slow with a Chinese font (75 ms for the first page, 3 ms for the next with the same font object).
 */
const parsedFonts = new Map<FontName, DocumentFont>()

export function documentFont (name: FontName): DocumentFont {
  const known = parsedFonts.get(name)
  if (known !== undefined) return known
  const font = openFont(createRequire(import.meta.url).resolve(fontFiles[name]))
  parsedFonts.set(name, font)
  return font
}

function openFont (path: string): DocumentFont {
  const parsed = create(readFileSync(path)) as Font
  const missing = parsed.glyphForCodePoint(missingSort.codePointAt(0)!)
  const scale = 1000 / parsed.unitsPerEm
  const widths = new Map<string, number>()

  const glyphsOf = (text: string): Glyph[] => parsed.glyphsForString(text).map((glyph) => glyph.id === 0 ? missing : glyph)
  const widthOf = (character: string): number => {
    let width = widths.get(character)
    if (width === undefined) {
      width = glyphsOf(character).reduce((sum, glyph) => sum + glyph.advanceWidth, 0) * scale
      widths.set(character, width)
    }
    return width
  }
  return { source: withPlainLayout(parsed, glyphsOf), widthOf }
}

/** Chinese and digits need no shaping: one glyph a character, four times faster than running the font's layout tables. */
function withPlainLayout (font: Font, glyphsOf: (text: string) => Glyph[]): PDFKit.Mixins.PDFFontSource {
  const layout = (text: string): unknown => {
    const glyphs = glyphsOf(text)
    const positions = glyphs.map((glyph) => ({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }))
    return { glyphs, positions, advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0), advanceHeight: 0 }
  }
  return Object.create(font, { layout: { value: layout } }) as PDFKit.Mixins.PDFFontSource
}

import t from 'tap'
import { breakLines } from '../../src/documents/layout/lines.js'

/** Every character is 10 wide, Latin ones 5. */
const widthOf = (character: string): number => character.codePointAt(0)! < 256 ? 5 : 10
const broken = (text: string, width: number, firstIndent = 0): string[] => breakLines(text, { widthOf, width, firstIndent }).map((line) => line.text)

t.test('lines are filled and none begins with a closing or ends with an opening mark', async (t) => {
  for (const [text, width, lines] of [
    ['一二三四五六七', 30, ['一二三', '四五六', '七']],
    ['一二三，四五六', 30, ['一二', '三，四', '五六']],
    ['一二《三》四五', 30, ['一二', '《三》', '四五']],
    ['一二ABC四', 35, ['一二ABC', '四']],
    ['一二三ABC四', 40, ['一二三', 'ABC四']],
    ['一二三〔2026〕号', 60, ['一二三', '〔2026〕号']],
    ['一\n二', 30, ['一', '二']],
    ['ABCDEFGHIJ', 20, ['ABCD', 'EFGH', 'IJ']],
    ['', 30, ['']]
  ] as const) t.same(broken(text, width), lines, text)
})

t.test('the first line is indented, and only the last line of a paragraph is not to be justified', async (t) => {
  t.same(broken('一二三四五六', 40, 20), ['一二', '三四五六'])
  t.same(breakLines('一二三四五\n六', { widthOf, width: 30 }).map(({ isLastOfParagraph }) => isLastOfParagraph), [false, true, true])
})

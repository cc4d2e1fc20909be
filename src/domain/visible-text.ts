/**
 * Texts without what nobody sees, but what makes one look like another or turns the direction of writing: control, format and zero-width characters, fillers,
 * the blank of Braille, code points that never become characters, half a pair of surrogates. Written in UTF-16 units, for a pattern of the browser has no flags.
 */
const unseen = '\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e' +
  '\\u2060-\\u206f\\u2800\\u3164\\ufdd0-\\ufdef\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff'
const unseenPair = '\\ud804[\\udcbd\\udccd]|\\ud80d[\\udc30-\\udc3f]|\\ud82f[\\udca0-\\udca3]|\\ud834[\\udd73-\\udd7a]|[\\udb40-\\udb43]|' +
  '[\\ud83f\\ud87f\\ud8bf\\ud8ff\\ud93f\\ud97f\\ud9bf\\ud9ff\\uda3f\\uda7f\\udabf\\udaff\\udb3f\\udb7f\\udbbf\\udbff][\\udffe\\udfff]'
const chinese = '(?:[\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff]|[\\ud840-\\ud88d][\\udc00-\\udfff])'
/** They tell variants of one Chinese character apart, and are seen nowhere else. */
const variant = '(?:[\\ufe00-\\ufe0f]|\\udb40[\\udd00-\\uddef])'

/** Patterns of a whole text. Each character matches in one way only, so that no text takes long. */
export const visibleLine = onlyWithout('\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029')
export const visibleLines = onlyWithout('\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f')

function onlyWithout (control: string): string {
  return `^(?:${chinese}${variant}|[^${control}${unseen}\\ufe00-\\ufe0f\\ud800-\\udfff]|(?!${unseenPair})[\\ud800-\\udbff][\\udc00-\\udfff])*$`
}

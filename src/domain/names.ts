import { isBlank } from './blank.js'

/**
 * What nobody sees in a name, but makes it look like another or turns the direction of writing: control, format and zero-width characters, line separators,
 * fillers. The selectors that tell variants of one Chinese character apart are part of a name, after a Chinese character.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800]|(?![\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}|(?<!\p{Script=Han})[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/u

/** A name of a person or business as it is kept: composed (Unicode NFC), without blanks around it. */
export function tidyName (name: string): string {
  return name.normalize('NFC').trim()
}

/** Why a name can't be taken; undefined: it can. Whatever can be seen may stand in one: ·, brackets, rare characters of all planes. */
export function nameProblem (name: unknown): string | undefined {
  if (isBlank(name)) return '必须填写'
  return unseen.test(tidyName(name as string)) ? '含有看不见的字符（控制字符、零宽字符或者改变书写方向的字符），请重新输入，不要粘贴' : undefined
}

import { isBlank } from './blank.js'
import { visibleLine } from './visible-text.js'

const visible = new RegExp(visibleLine)
/** Rare characters of names that have no code of their own stand in the private use areas. */
const written = /[\p{L}\p{N}\p{Co}]/u
const markAlone = /(?<![\p{L}\p{N}\p{Co}\p{M}])\p{M}/u

/** A name of a person or business as it is kept: composed (Unicode NFC), without blanks around it, within it one plain blank for any. */
export function tidyName (name: string): string {
  return name.normalize('NFC').trim().replace(/\p{Zs}+/gu, ' ')
}

/** Why a name can't be taken; undefined: it can. Whatever can be seen may stand in one: ·, brackets, rare characters of all planes. */
export function nameProblem (name: unknown): string | undefined {
  if (isBlank(name)) return '必须填写'
  const tidied = tidyName(name as string)
  if (!visible.test(tidied)) return '含有看不见的字符（控制字符、零宽字符或者改变书写方向的字符），请重新输入，不要粘贴'
  if (!written.test(tidied)) return '应有文字或者数字，不能只是符号'
  return markAlone.test(tidied) ? '有单独的附加符号，它要跟在文字后面' : undefined
}

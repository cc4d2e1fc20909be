import t from 'tap'
import { nameProblem, tidyName } from '../../src/domain/names.js'

t.test('names as people and businesses have them are taken: minorities, brackets, rare characters, variants', async (t) => {
  for (const name of ['王芳', '买买提·艾力', '开封（龙亭）便利店', '𠮷野', '\u{2ebf0}记', '\u{31350}', '葛\u{e0100}', 'José', "O'Brien & Co.", '  王芳  ']) t.equal(nameProblem(name), undefined, name)
})

t.test('what nobody sees is refused', async (t) => {
  for (const unseen of ['\u0000', '\u0007', '\n', '\u0085', '\u00ad', '\u034f', '\u061c', '\u115f', '\u180e', '\u200b', '\u200d', '\u200f', '\u2028', '\u202e', '\u2060', '\u2066', '\u2800', '\u3164', '\ufeff', '\u{e0041}']) {
    t.match(nameProblem(`王${unseen}芳`), /看不见的字符/, unseen.codePointAt(0)!.toString(16))
  }
  t.match(nameProblem('\u{e0100}芳'), /看不见/, 'a variant of nothing')
  t.equal(nameProblem(' '), '必须填写')
  t.equal(nameProblem(undefined), '必须填写')
})

t.test('a name is kept composed and without blanks around it', async (t) => {
  t.equal(tidyName(' Jose\u0301　'), 'José')
})

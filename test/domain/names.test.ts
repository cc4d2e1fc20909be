import t from 'tap'
import { textRulesOf } from '../../src/domain/field-rules.js'
import { nameProblem, tidyName } from '../../src/domain/names.js'

const whole = (type: 'string' | 'text', text: string): boolean => textRulesOf({ type }).every(({ pattern }) => new RegExp(pattern).test(text))

t.test('names as people and businesses have them are taken: minorities, brackets, rare characters, variants', async (t) => {
  for (const name of ['王芳', '买买提·艾力', '开封（龙亭）便利店', '𠮷野', '\u{2ebf0}记', '\u{31350}', '\u{33479}', '二〇二四', '葛\u{e0100}', '\u{20bb7}\u{e0101}野', '\ue863\u{f0000}', '(2024)', 'José', '买\u3000买', "O'Brien & Co.", '  王芳  ']) {
    t.equal(nameProblem(name), undefined, name)
    t.ok(whole('string', name) && whole('text', name), name)
  }
})

t.test('what nobody sees is refused, in names and in the fields of forms', async (t) => {
  for (const unseen of [
    '\u0000', '\u0007', '\u0085', '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u180b', '\u180e', '\u200b', '\u200d', '\u200f', '\u202e', '\u2060', '\u2066', '\u2800', '\u3164',
    '\ufdd0', '\ufeff', '\ufff9', '\uffff', '\u{1d173}', '\u{1ffff}', '\u{e0001}', '\u{e0041}', '\u{10ffff}', '\ud83d'
  ]) {
    const code = unseen.codePointAt(0)!.toString(16)
    t.match(nameProblem(`王${unseen}芳`), /看不见的字符/, code)
    t.notOk(whole('string', `王${unseen}芳`), code)
    t.notOk(whole('text', `王${unseen}芳`), code)
  }
  for (const line of ['\n', '\u2028']) t.match(nameProblem(`王${line}芳`), /看不见的字符/)
  for (const variant of ['\u{e0100}芳', 'A\ufe0f', '葛\ufe00\ufe00']) t.match([nameProblem(variant), whole('string', variant)], [/看不见/, false], 'a variant of nothing')
  t.equal(nameProblem(' '), '必须填写')
  t.equal(nameProblem(undefined), '必须填写')
})

t.test('what Unicode calls ignorable, a format or no character is in no name', async (t) => {
  const wrong: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    const isUnseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u.test(character)
    if (/看不见/.test(nameProblem(`A${character}B`) ?? '') !== isUnseen) wrong.push(code.toString(16))
  }
  t.same(wrong, [])
})

t.test('a name is written: symbols or marks alone are none', async (t) => {
  for (const name of ['...', '·', '（）', '\u0301']) t.match(nameProblem(name), /不能只是符号/, name)
  for (const name of ['\u0301王', '王 \u0301芳']) t.match(nameProblem(name), /单独的附加符号/, name)
})

t.test('no text takes long', async (t) => {
  const before = performance.now()
  t.notOk(whole('text', '葛\u{e0100}'.repeat(600) + '葛'.repeat(100) + '\u200b'))
  t.ok(performance.now() - before < 1000)
})

t.test('a name is kept composed, without blanks around it, with plain ones within', async (t) => {
  t.equal(tidyName(' Jose\u0301　'), 'José')
  t.equal(tidyName('李\u00a0\u2003刚 Lee'), '李 刚 Lee')
})

import { facts, heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, dateTime, flag, list, optional, said, text } from '../fields.js'
import { inWords, itemNames, itemTable, momentInWords } from '../wording.js'

/** 告知承诺书: what the organ told, what the applicant promises, what follows when it is not true. */
export const commitmentLetter = defineDocument({
  title: '告知承诺书',
  numberWord: '承诺',
  basis: '河南省优化营商环境条例第三十四条第二款；消防法第十五条；国务院深化“证照分离”改革的文件',
  seal: 'none',
  signer: 'applicant',
  page: 'record',
  fields: {
    told: list('告知内容'),
    legal_basis: text('依据'),
    promise: optional(text('承诺内容')),
    promised_items: optional(list('承诺替代的材料与条件')),
    submit_by: optional(date('承诺补交材料期限')),
    post_check: optional(text('许可后核查期限和方式')),
    consequence: optional(text('不实承诺的后果')),
    open: optional(flag('是否公开')),
    signed_at: dateTime('签署时间'),
    identity_method: optional(text('身份核验方式'))
  },
  body: (letter, data) => [
    facts([
      ['申请事项', itemNames(letter)],
      ['实施机关', letter.items.map(({ organ }) => organ).join('、')],
      ['申请人', `${letter.applicantName}（${letter.usci}）`],
      ['经营场所', letter.premises]
    ]),
    heading('一、实施机关告知'),
    paragraph(`设定和实施依据：${data.legal_basis}。`),
    paragraph('取得该许可应当具备下列条件：'),
    table(data.told, [['序号', 1, (_row, index) => index + 1], ['条件和要求', 13, (condition) => condition]]),
    ...(data.post_check ? [paragraph(`事后核查：${data.post_check}。`)] : []),
    paragraph(`不实承诺的后果：${data.consequence ?? '承诺不实或者未履行承诺的，责令限期改正；逾期不改正或者改正后仍不符合条件的，依法撤销许可决定，并按规定记入信用记录；造成损害的，依法承担责任。'}`),
    heading('二、申请人承诺'),
    paragraph(data.promise ?? '申请人已知晓并理解实施机关告知的全部内容；承诺已经符合上述条件，所填写的信息和提交的材料真实、合法、有效；承诺在规定期限内提交应当补交的材料；接受事后核查和监督；愿意承担不实承诺、违反承诺的法律责任。本承诺是申请人真实意思的表示。'),
    ...(data.promised_items
      ? [paragraph('以承诺替代的材料和条件：'), table(data.promised_items, [['序号', 1, (_row, index) => index + 1], ['材料或者条件', 13, (item) => item]])]
      : []),
    ...(data.submit_by ? [paragraph(`应当补交的材料于${inWords(data.submit_by)}前提交。`)] : []),
    paragraph(`签署时间：${momentInWords(data.signed_at)}。${data.identity_method ? `身份核验方式：${data.identity_method}。` : ''}${data.open ? '申请人同意公开本承诺书。' : ''}`)
  ]
})

const checkResults = { met: '与承诺相符', 'not-met': '与承诺不符' } as const
const nextSteps = {
  none: '核查结束，许可继续有效。',
  'correction-order': '责令限期改正，另行出具《责令限期改正通知书》。',
  uncorrected: '逾期未改正或者改正后仍不符合，另行事先告知，听取陈述、申辩。',
  'separate-case': '涉嫌以欺骗手段取得许可，另案处理。'
} as const

/** 告知承诺事后核查意见书. */
export const commitmentCheck = defineDocument({
  title: '告知承诺事后核查意见书',
  numberWord: '核诺',
  basis: '消防法第十五条、第五十八条等',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    check_at: dateTime('核查时间'),
    result: choice('核查结果', checkResults),
    facts: said('核查事实'),
    action: choice('处理', nextSteps),
    inspectors: optional(text('核查人员'))
  },
  body: (letter, data) => [
    paragraph(`本机关于${momentInWords(data.check_at)}对你（单位）以告知承诺方式取得的${itemNames(letter)}进行了事后核查，意见如下：`),
    itemTable(letter.items),
    facts([
      ['核查结果', checkResults[data.result]],
      ['核查人员', data.inspectors ?? undefined],
      ['核查事实', data.facts],
      ['处理', nextSteps[data.action]]
    ])
  ]
})

/** 责令限期改正通知书. */
export const correctionOrder = defineDocument({
  title: '责令限期改正通知书',
  numberWord: '责改',
  basis: '消防法第五十八条；各事项监督检查规定',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  fields: {
    facts: said('不符事实'),
    basis: optional(text('法律依据')),
    requirements: list('改正要求'),
    deadline: date('改正期限'),
    consequence: optional(text('逾期不改正的后果')),
    guidance: optional(text('行政指导'))
  },
  body: (letter, data) => [
    paragraph(`经核查，你（单位）取得的${itemNames(letter)}存在与承诺（备案、许可条件）不符的情形：`),
    itemTable(letter.items),
    heading('事实'),
    paragraph(data.facts),
    heading('改正要求'),
    table(data.requirements, [['序号', 1, (_row, index) => index + 1], ['改正要求', 13, (requirement) => requirement]]),
    paragraph(`${data.basis ? `依照${data.basis}，` : ''}责令你（单位）于${inWords(data.deadline)}前改正，并在期满后接受复查。`),
    heading('法律后果'),
    paragraph(data.consequence ?? '逾期不改正或者改正后仍不符合条件的，将在听取你（单位）的陈述、申辩后，依法撤销许可决定或者取消备案。'),
    ...(data.guidance ? [paragraph(data.guidance)] : [])
  ]
})

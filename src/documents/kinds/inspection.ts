import { facts, heading, paragraph, table, type Block } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, flag, optional, rows, said, text, type DataOf } from '../fields.js'
import { inWords, itemNames, licensingLaw, reformPlan } from '../wording.js'

const teamField = { name: said('姓名'), organ: text('单位'), duty: optional(text('职责')), certificate_no: optional(text('执法证件号')) }
const resultField = {
  permit: text('事项'),
  item: text('核查内容'),
  result: text('结果'),
  facts: optional(said('事实')),
  requirement: optional(said('整改要求'))
}

const photoField = { name: said('内容'), taken: said('拍摄或签名的时间和人'), hash: text('SHA-256') }

/** Photos and signatures are kept with the case; by the check value each can be told from another. */
function photoList (photos: DataOf<typeof photoField>[] | null | undefined): Block[] {
  if (!photos) return []
  return [heading('照片和手写签名（存于办件）'), table(photos, [
    ['序号', 1, (_row, index) => index + 1],
    ['内容', 4, ({ name }) => name],
    ['时间和人', 3, ({ taken }) => taken],
    ['校验值（SHA-256）', 6, ({ hash }) => hash]
  ])]
}

function teamTable (team: DataOf<typeof teamField>[]): Block {
  return table(team, [
    ['姓名', 3, ({ name }) => name],
    ['单位', 6, ({ organ }) => organ],
    ['职责', 2, ({ duty }) => duty ?? undefined],
    ['执法证件', 3, ({ certificate_no: certificateNo }) => certificateNo ?? '现场出示']
  ])
}

function resultTable (results: DataOf<typeof resultField>[]): Block {
  return table(results, [
    ['序号', 1, (_row, index) => index + 1],
    ['事项', 3, ({ permit }) => permit],
    ['核查内容', 4, ({ item }) => item],
    ['结果', 2, ({ result }) => result],
    ['事实和要求', 4, ({ facts: found, requirement }) => [found, requirement].filter(Boolean).join('；') || undefined]
  ])
}

function conclusionTable (conclusions: { permit: string, conclusion: string }[]): Block {
  return table(conclusions, [
    ['事项', 5, ({ permit }) => permit],
    ['结论', 8, ({ conclusion }) => conclusion]
  ])
}

/** 现场核查通知书: one visit for all items that need it. */
export const inspectionNotice = defineDocument({
  title: '现场核查通知书',
  numberWord: '核查',
  basis: '行政许可法第三十四条第三款；实施方案三（四）',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  copies: '参加核查的各实施机关',
  fields: {
    visit_at: text('核查时间'),
    address: said('核查地点'),
    items: rows('合并核查的事项', { permit: text('事项'), sub_case_no: optional(text('子办件编号')), organ: text('实施机关') }),
    team: rows('核查人员', teamField),
    prepare: optional(text('申请人须准备事项')),
    contact: optional(text('联系人'))
  },
  body: (letter, data) => [
    paragraph(`你（单位）申请的下列事项依法需要实地核查。依照${licensingLaw}第三十四条第三款和${reformPlan}的规定，由本机关组织各实施机关合并进行一次现场核查，现将安排通知如下：`),
    facts([
      ['核查时间', data.visit_at],
      ['核查地点', data.address],
      ['联系人', data.contact ?? undefined]
    ]),
    heading('合并核查的事项'),
    table(data.items, [
      ['序号', 1, (_row, index) => index + 1],
      ['事项', 5, ({ permit }) => permit],
      ['子办件编号', 4, ({ sub_case_no: subCaseNo }) => subCaseNo ?? undefined],
      ['实施机关', 4, ({ organ }) => organ]
    ]),
    heading('核查人员'),
    teamTable(data.team),
    paragraph(data.prepare ?? '请法定代表人（负责人、经营者）或者其委托的人到场，备好场所、设备和有关记录。核查人员应当出示执法证件；核查不收取任何费用。不能按时到场的，请提前告知，另行安排。')
  ]
})

/** 现场核查记录: every item's result, every permit's conclusion, the applicant's own words. */
export const inspectionRecord = defineDocument({
  title: '现场核查记录',
  numberWord: '核录',
  basis: '行政许可法第三十四条第三款、第三十六条',
  seal: 'none',
  signer: 'organ',
  page: 'record',
  fields: {
    started_at: text('起止时间'),
    check_results: rows('逐项结果', resultField),
    conclusion: rows('各事项结论', { permit: text('事项'), sub_case_no: optional(text('子办件编号')), conclusion: text('结论') }),
    opinion_applicant: said('申请人意见'),
    signatures: rows('签名', teamField),
    geo: optional(text('定位与时间戳')),
    photos: optional(rows('照片和手写签名', photoField))
  },
  body: (letter, data) => [
    facts([
      ['申请人', letter.applicantName],
      ['核查地点', letter.premises],
      ['核查时间', data.started_at],
      ['核查事项', itemNames(letter)],
      ['填报', data.geo ?? undefined]
    ]),
    heading('逐项结果'),
    resultTable(data.check_results),
    heading('各事项结论'),
    conclusionTable(data.conclusion),
    ...photoList(data.photos),
    heading('申请人意见'),
    paragraph(data.opinion_applicant),
    heading('核查人员（电子签名）'),
    teamTable(data.signatures),
    paragraph('核查人员和申请人以其账号在办理系统中确认本记录，确认时间以系统记载为准。核查结论供各实施机关作出决定时使用，不代替各实施机关的决定。')
  ]
})

/** 整改通知书: all departments' opinions at once (整改意见一口告知). */
export const rectification = defineDocument({
  title: '整改通知书',
  numberWord: '整改',
  basis: '实施方案三（四）',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  copies: '提出整改意见的各实施机关',
  fields: {
    items: rows('整改项', {
      permit: text('事项'),
      problem: said('问题'),
      requirement: said('要求'),
      basis: optional(text('依据'))
    }),
    deadline: date('整改期限'),
    on_the_spot: optional(flag('能否当场整改')),
    clock_stopped: optional(flag('整改是否停表')),
    stop_basis: optional(text('停表依据')),
    recheck: optional(text('复审安排'))
  },
  problems: ({ clock_stopped: isStopped, stop_basis: basis }) => isStopped && !basis ? ['停表的整改缺少“停表依据”'] : [],
  body: (letter, data) => [
    paragraph(`依照${reformPlan}“整改意见一口告知、整改情况一趟复审”的规定，现将现场核查中发现、需要整改的全部内容一并告知如下：`),
    table(data.items, [
      ['序号', 1, (_row, index) => index + 1],
      ['事项', 3, ({ permit }) => permit],
      ['问题', 4, ({ problem }) => problem],
      ['整改要求', 5, ({ requirement, basis }) => basis ? `${requirement}（${basis}）` : requirement]
    ]),
    heading('整改期限'),
    paragraph(`请于${inWords(data.deadline)}前完成整改，并在办理系统中报告整改情况。${clockSentence(data)}`),
    heading('复审'),
    paragraph(data.recheck ?? '收到整改报告后，由原核查人员一趟复审。期满未报告的，按现有情况提交各实施机关决定。')
  ]
})

function clockSentence ({ clock_stopped: isStopped, stop_basis: basis }: { clock_stopped?: boolean | null, stop_basis?: string | null }): string {
  if (!isStopped) return '整改期间计算在办理期限内。'
  return `依照${basis}，整改时间不计算在办理期限内。`
}

/** 整改复审意见书: the one re-check. */
export const rectificationReport = defineDocument({
  title: '整改复审意见书',
  numberWord: '复审',
  basis: '实施方案三（四）',
  seal: 'organ',
  signer: 'organ',
  page: 'letter',
  copies: '提出整改意见的各实施机关',
  fields: {
    done_at: text('整改完成时间'),
    results: rows('逐项复审结果', resultField),
    conclusion: optional(rows('各事项结论', { permit: text('事项'), conclusion: text('结论') })),
    evidence: optional(rows('证据材料', { name: text('名称'), text: said('内容') })),
    photos: optional(rows('照片和手写签名', photoField))
  },
  body: (_letter, data) => [
    paragraph(`整改通知书所列内容已经复审。整改完成情况：${data.done_at}。复审结果如下：`),
    resultTable(data.results),
    ...(data.conclusion ? [heading('各事项结论'), conclusionTable(data.conclusion)] : []),
    ...(data.evidence ? [heading('整改报告和证据材料'), facts(data.evidence.map(({ name, text: content }): [string, string] => [name, content]))] : []),
    ...photoList(data.photos),
    paragraph('复审结论已送各实施机关，由其在办理期限内依法作出决定。')
  ]
})

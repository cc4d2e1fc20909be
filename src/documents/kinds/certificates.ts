import { facts } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, date, integer, list, optional, rows, said, text } from '../fields.js'
import { inWords } from '../wording.js'

const kinds = { 许可: '许可', 备案: '备案' } as const

/** The statutory certificate of one permit (法定单项许可证), by its own organ. */
export const permitCertificate = defineDocument({
  title: '证件',
  numberWord: '证',
  issuer: 'permit-organ',
  basis: '行政许可法第三十九条',
  seal: 'organ',
  signer: 'organ',
  page: 'certificate',
  fields: {
    certificate_name: text('证件名称'),
    certificate_no: text('证件编号'),
    kind: choice('类别', kinds),
    holder_name: said('持证主体'),
    legal_rep_name: optional(said('法定代表人（负责人）')),
    premises_address: said('经营场所'),
    scope: optional(text('许可范围')),
    issued_on: date('发证日期'),
    valid_until: optional(date('有效期至')),
    validity_text: text('有效期'),
    verify_url: optional(text('验证地址'))
  },
  titleOf: (data) => data.certificate_name,
  body: (letter, data) => [facts([
    [data.kind === '备案' ? '备案人' : '持证主体', data.holder_name],
    ['统一社会信用代码', letter.usci],
    ['法定代表人（负责人）', data.legal_rep_name ?? undefined],
    ['经营场所', data.premises_address],
    [data.kind === '备案' ? '备案内容' : '许可范围', data.scope ?? undefined],
    [data.kind === '备案' ? '备案日期' : '发证日期', inWords(data.issued_on)],
    ['有效期', data.valid_until ? `自${inWords(data.issued_on)}至${inWords(data.valid_until)}` : data.validity_text]
  ])]
})

const entrySources = { 'this-case': '本次办理', held: '已持有', 'deemed-renewed': '视为延续' } as const

/** 行业综合许可证: integrates, decides nothing; its data is `CompositeLicence` of src/domain/licence.ts. */
export const compositeLicence = defineDocument({
  title: '行业综合许可证',
  numberWord: '行综',
  issuer: 'gov-services',
  basis: '实施方案三（五）、五（三）；国务院关于在线政务服务的若干规定第十条',
  seal: 'organ',
  signer: 'organ',
  page: 'licence',
  fields: {
    certId: text('电子证照标识'),
    licenceNo: text('证照编号'),
    name: text('证照名称'),
    industry: text('行业'),
    holderName: said('持证主体名称'),
    holderUsci: text('统一社会信用代码'),
    legalRepName: said('法定代表人（负责人）'),
    premisesAddress: said('经营场所'),
    entries: optional(rows('加载单项清单', {
      permit: text('事项标识'),
      name: text('事项'),
      kind: choice('类别', kinds),
      source: choice('来源', entrySources),
      certificateName: text('证件名称'),
      certificateNo: text('证件编号'),
      department: text('发证机关'),
      scope: optional(text('范围')),
      issuedOn: date('发证日期'),
      validUntil: optional(date('有效期至')),
      validityText: text('有效期'),
      state: text('状态')
    })),
    issueDate: date('制发日期'),
    earliestExpiry: optional(date('最近到期日')),
    version: integer('版本号'),
    verifyUrl: text('验证地址'),
    notes: list('说明')
  },
  titleOf: (data) => data.name,
  body: () => []
})

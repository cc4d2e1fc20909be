import { heading, paragraph, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { date, dateTime, optional, rows, said, text } from '../fields.js'
import { inWords, itemTable, momentInWords, ordinalColumn } from '../wording.js'

/**
 * 容缺受理承诺书（通知书）: the main materials are there, secondary ones follow; told once what is missing and until when
 * (河南省优化营商环境条例第三十五条). Signed by the applicant, taken by the window for the departments.
 */
export const toleranceLetter = defineDocument({
  title: '容缺受理承诺书',
  numberWord: '容缺',
  issuer: 'gov-services',
  basis: '河南省优化营商环境条例第三十五条；实施方案四（二）',
  seal: 'licensing',
  signer: 'organ',
  page: 'record',
  fields: {
    missing: rows('容缺材料清单与原因', { permit: text('事项'), material: text('材料'), reason: said('原因'), due: date('补齐期限') }),
    promise: optional(text('承诺与法律责任')),
    overdue: optional(text('逾期处理')),
    signed_at: dateTime('签署时间'),
    identity_method: optional(text('身份核验方式'))
  },
  body: (letter, data) => [
    paragraph('下列事项的主要申请材料齐全且符合法定形式，次要材料欠缺，申请人自愿申请容缺受理。依照《河南省优化营商环境条例》第三十五条的规定，先行受理，需要补充的材料和期限一次性告知如下：'),
    itemTable(letter.items),
    heading('一、容缺的材料'),
    table(data.missing, [
      ordinalColumn,
      ['事项', 3, ({ permit }) => permit],
      ['材料', 4, ({ material }) => material],
      ['原因', 3, ({ reason }) => reason],
      ['补齐期限', 3, ({ due }) => inWords(due)]
    ]),
    heading('二、申请人承诺'),
    paragraph(data.promise ?? '申请人自愿选择容缺受理，承诺在补齐期限内提交上列材料，所交材料真实、合法、有效，并与已经提交的内容一致；知晓并愿意承担不履行承诺的法律责任。'),
    heading('三、逾期处理'),
    paragraph(data.overdue ?? '期满前提醒，可以申请延长一次；仍未补齐的，由实施机关在办理期限内依法作出决定，可能不予许可。受理后不退回申请，不终止办理。'),
    paragraph(`申请人${letter.applicantName}已于${momentInWords(data.signed_at)}在办理系统中以本人账号签署${data.identity_method ? `（身份核验方式：${data.identity_method}）` : ''}，由综合窗口代各实施机关接收。`)
  ]
})

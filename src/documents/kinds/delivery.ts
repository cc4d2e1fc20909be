import { facts, heading, paragraph, signatureLine, table } from '../blocks.js'
import { defineDocument } from '../define-document.js'
import { choice, dateTime, flag, optional, rows, said, signature, text } from '../fields.js'
import { licensingLaw, momentInWords } from '../wording.js'

const methods = { electronic: '电子送达', window: '窗口领取（直接送达）', mail: '邮寄送达', notice: '公告送达' } as const

/** 送达回证: who received which documents, how and when. */
export const serviceReceipt = defineDocument({
  title: '送达回证',
  numberWord: '送达',
  basis: '行政许可法第四十四条',
  seal: 'organ',
  signer: 'organ',
  page: 'record',
  fields: {
    docs: rows('送达文书、证件清单', { name: text('名称'), number: text('文号或者编号') }),
    method: choice('送达方式', methods),
    addressee: said('受送达人'),
    received_by: optional(said('签收人')),
    recipient_id: optional(text('签收人身份证件号码（部分）')),
    is_agent: optional(flag('代领')),
    signature: optional(signature('签名')),
    e_address: optional(text('电子送达地址')),
    delivered_at: dateTime('送达时间'),
    delivered_by: optional(text('送达人')),
    tracking: optional(text('邮寄单号'))
  },
  body: (_letter, data) => [
    facts([
      ['受送达人', data.addressee],
      ['签收人', data.received_by == null ? undefined : `${data.received_by}${data.is_agent === true ? '（代领，已核对授权委托书）' : ''}`],
      ['签收人身份证件', data.recipient_id ?? undefined],
      ['送达方式', methods[data.method]],
      ['电子送达地址', data.e_address ?? undefined],
      ['邮寄单号', data.tracking ?? undefined],
      ['送达时间', momentInWords(data.delivered_at)],
      ['送达人', data.delivered_by ?? undefined]
    ]),
    heading('送达的文书、证件'),
    table(data.docs, [
      ['序号', 1, (_row, index) => index + 1],
      ['名称', 6, ({ name }) => name],
      ['文号或者编号', 6, ({ number }) => number]
    ]),
    paragraph(data.method === 'electronic'
      ? `受送达人已同意电子送达。以上文书、证件到达其电子送达地址的时间为送达时间（${licensingLaw}第四十四条）。`
      : `以上文书、证件已按${licensingLaw}第四十四条规定的期限颁发、送达。`),
    ...data.method === 'window' ? [signatureLine('签收人签名', data.signature ?? null)] : []
  ]
})

import { Type } from '@sinclair/typebox'
import { closed, instant, nullable } from '../http/answers.js'

export const codeParams = closed({ code: Type.String({ maxLength: 40 }) })

export const documentVerification = closed({
  documentNo: Type.String(),
  title: Type.String(),
  organ: Type.String({ description: '落款机关' }),
  issuedAt: instant,
  sha256: nullable(Type.String({ description: 'PDF 的 SHA-256；尚未生成 PDF 时为 null' })),
  sm3: nullable(Type.String({ description: 'PDF 的 SM3' })),
  signature: nullable(closed({
    algorithm: Type.Literal('SM2'),
    publicKey: Type.String({ description: '机关公钥，未压缩的点，十六进制' }),
    value: Type.String({ description: 'SM2 签名（SM3，签名者标识 1234567812345678），DER，十六进制；签在文书编号、SHA-256、SM3 三行文字上，换行相连' }),
    signedAt: instant,
    isValid: Type.Boolean({ description: '签名与所存的摘要相符' })
  }, { description: '机关的签名；申请人自己的文书没有，为 null' }))
})

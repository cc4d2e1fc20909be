import { Type } from '@sinclair/typebox'
import { closed, nullable } from '../http/answers.js'

const text = (title: string, maxLength = 100): ReturnType<typeof Type.String> => Type.String({ title, maxLength })
export const businesses = Type.Array(closed({ usci: text('统一社会信用代码', 18), name: text('名称', 200) }), { title: '经营主体', maxItems: 50 })
export const registration = closed({
  login: text('账号'),
  password: text('密码', 200),
  name: text('姓名'),
  idNumber: text('身份证件号码', 18),
  phone: text('手机号码', 20),
  email: nullable(Type.String({ title: '电子邮箱', maxLength: 254 })),
  businesses
})
export const own = closed({
  login: Type.String(),
  name: Type.String(),
  idNumber: nullable(Type.String({ description: '已遮盖' })),
  phone: nullable(Type.String({ description: '已遮盖' })),
  email: nullable(Type.String({ description: '已遮盖' })),
  businesses
})
/** `isTold`: a message went out to the former addresses. */
export const contactChanged = closed({ isTold: Type.Boolean() })
export const contact = closed({
  password: text('密码', 200),
  phone: Type.Optional(text('手机号码', 20)),
  email: Type.Optional(nullable(Type.String({ title: '电子邮箱', maxLength: 254, description: 'null 为不再用邮箱' })))
})

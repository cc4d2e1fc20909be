import { Type } from '@sinclair/typebox'
import { closed } from '../http/answers.js'

const day = Type.String({ format: 'date' })
export const notices = closed({
  howToObject: Type.String(),
  notices: Type.Array(closed({
    noticeNo: Type.String(),
    permitName: Type.String(),
    organ: Type.String(),
    applicant: Type.String(),
    premises: Type.String(),
    content: Type.String(),
    beginsOn: day,
    endsOn: day,
    objectTo: Type.String({ description: '提出异议的地址（POST）' })
  }))
})

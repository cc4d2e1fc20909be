import { Type } from '@sinclair/typebox'
import { civilDate, closed, instant, nullable, oneOf } from '../http/answers.js'

export const visitParams = closed({ visitNo: Type.String({ maxLength: 40 }) })
export const calendarQuery = closed({
  from: Type.String({ title: '从哪一天', format: 'date' }), to: Type.String({ title: '到哪一天', format: 'date', description: '含当天；最多 31 天' })
})

const person = closed({ login: Type.String(), name: Type.String() })
const range = closed({ from: instant, until: instant })

export const calendar = closed({
  days: Type.Array(closed({ date: civilDate, isWorkday: Type.Boolean() })),
  visits: Type.Array(closed({
    visitNo: Type.String(),
    caseNo: Type.String(),
    stateName: Type.String(),
    startsAt: instant,
    endsAt: instant,
    applicant: Type.String(),
    premises: Type.String(),
    lead: Type.String({ description: '牵头机关' }),
    permits: Type.Array(Type.String({ description: '事项名称' })),
    team: Type.Array(closed({ login: Type.String(), name: Type.String(), isLeader: Type.Boolean() }))
  })),
  inspectors: Type.Array(closed({
    login: Type.String(),
    name: Type.String(),
    organ: Type.String(),
    mayKeepAbsences: Type.Boolean({ description: '我可以登记、取消此人的请假' }),
    booked: Type.Array(closed({ id: Type.Integer(), kind: oneOf(['visit', 'leave']), from: instant, until: nullable(instant) }))
  })),
  waiting: Type.Array(closed({
    taskKey: Type.String(),
    assignee: nullable(Type.String({ description: '签收人的账号' })),
    visitNo: Type.String(),
    caseNo: Type.String(),
    applicant: Type.String(),
    premises: Type.String(),
    mustVisitBy: Type.String({ format: 'date', description: '最迟哪一天核查' }),
    permits: Type.Array(Type.String())
  }), { description: '等我的组安排的核查，急的在前' })
})

export const proposal = closed({
  visitNo: Type.String(),
  caseNo: Type.String(),
  applicant: Type.String(),
  premises: Type.String(),
  mustVisitBy: civilDate,
  durationMinutes: Type.Integer({ description: '预计时长' }),
  permits: Type.Array(closed({ name: Type.String(), organ: Type.String() })),
  obstacles: Type.Array(Type.String({ description: '期限内为什么没有各部门都能派员的时段' })),
  slots: Type.Array(closed({ startsAt: instant, endsAt: instant, isLate: Type.Boolean() }), { description: '各部门都能派员的时段' }),
  parties: Type.Array(closed({
    group: Type.String(),
    organ: Type.String(),
    minInspectors: Type.Integer(),
    inspectors: Type.Array(closed({ ...person.properties, busy: Type.Array(range) }))
  })),
  task: nullable(closed({ key: Type.String(), assignee: nullable(person) }))
})

export const absence = closed({
  login: Type.String({ title: '核查人员', maxLength: 100 }),
  from: Type.String({ title: '开始时间', format: 'date-time' }),
  until: Type.String({ title: '结束时间', format: 'date-time' })
})
export const absenceId = closed({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
export const notedAbsence = closed({ id: Type.Integer() })

export const photoParams = closed({ visitNo: Type.String({ maxLength: 40 }), photoId: Type.String({ format: 'uuid', description: '设备给这张照片的编号' }) })
export const photoQuery = closed({
  stage: oneOf(['inspection', 'recheck'], { title: '环节' }),
  takenAt: Type.String({ title: '拍摄时间', format: 'date-time' }),
  subCaseNo: Type.Optional(Type.String({ title: '子办件编号', maxLength: 40, description: '与 checkItem 一起写明拍的是哪一项；都不写为现场全貌' })),
  checkItem: Type.Optional(Type.String({ title: '检查项', maxLength: 100 })),
  signer: Type.Optional(Type.String({ title: '签名的人', minLength: 1, maxLength: 100, pattern: '\\S', description: '写了就是手写签名，不写就是照片' }))
})
export const keptPhoto = closed({ photoId: Type.String() })
export const rectificationPhotoParams = closed({ visitNo: Type.String({ maxLength: 40 }), ordinal: Type.Integer({ minimum: 1, maximum: 1000 }) })

const photo = closed({
  photoId: Type.String(),
  kind: oneOf(['photo', 'signature']),
  stage: oneOf(['inspection', 'recheck']),
  subCaseNo: nullable(Type.String()),
  checkItem: nullable(Type.String()),
  name: Type.String({ description: '拍的是什么' }),
  signer: nullable(Type.String({ description: '签名的人；照片没有' })),
  takenAt: instant,
  takenBy: Type.String(),
  receivedAt: instant,
  href: Type.String()
})

export const visitsOfCase = closed({
  visits: Type.Array(closed({
    visitNo: Type.String(),
    stateName: Type.String(),
    lead: Type.String({ description: '牵头机关' }),
    startsAt: nullable(instant),
    endsAt: nullable(instant),
    rectificationDueAt: nullable(instant),
    team: Type.Array(closed({ login: Type.String(), name: Type.String(), isLeader: Type.Boolean() })),
    photos: Type.Array(photo),
    rectification: nullable(closed({
      statement: Type.String(), reportedAt: instant, photos: Type.Array(closed({ name: Type.String(), href: Type.String() }))
    }))
  }), { description: '旧的在前' })
})

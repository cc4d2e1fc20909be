import { Type } from '@sinclair/typebox'
import { civilDate, closed, instant, nullable, oneOf } from '../http/answers.js'
import { lightNames, type Light } from '../domain/watch/light.js'

const light = oneOf(Object.keys(lightNames) as Light[], { description: 'green 正常，yellow 临近，red 紧急，overdue 超期', title: '亮灯' })
const organ = { department: Type.String(), region: Type.String(), organ: Type.String() }
const count = Type.Integer()
const days = nullable(Type.Number({ description: '工作日' }))

const counted = {
  running: closed({ all: count, green: count, yellow: count, red: count, overdue: count }),
  decided: closed({
    all: count,
    onTheSpot: count,
    late: Type.Integer({ description: '超过承诺' }),
    overdue: Type.Integer({ description: '超过法定' }),
    averageDays: days,
    p90Days: days,
    averagePromised: days
  }),
  received: count,
  deficient: Type.Integer({ description: '收件的事项中告知过补正的' })
}

export const figures = closed({
  from: civilDate,
  until: civilDate,
  asOf: instant,
  ...counted,
  tripsSaved: Type.Integer({ description: '少跑的次数：每个办结的办件，部门数减一，加上联合核查的事项数减一' }),
  organs: Type.Array(closed({ ...organ, ...counted })),
  departments: Type.Array(closed({ department: Type.String(), name: Type.String(), ...counted })),
  regions: Type.Array(closed({ region: Type.String(), name: Type.String(), ...counted }))
})

export const runningQuery = closed({
  light: Type.Optional(light),
  department: Type.Optional(Type.String({ title: '部门', maxLength: 100 })),
  region: Type.Optional(Type.String({ title: '区划', maxLength: 20 })),
  offset: Type.Integer({ title: '从第几条起', minimum: 0, maximum: 1_000_000, default: 0 }),
  limit: Type.Integer({ title: '每页件数', minimum: 1, maximum: 200, default: 50 })
})

export const running = closed({
  total: count,
  items: Type.Array(closed({
    caseNo: Type.String(),
    subCaseNo: Type.String(),
    permit: Type.String(),
    permitName: Type.String(),
    ...organ,
    holderName: Type.String(),
    stateName: Type.String(),
    acceptedAt: instant,
    promisedDueOn: civilDate,
    statutoryDueOn: nullable(civilDate),
    dueOn: civilDate,
    light,
    lightName: Type.String()
  }))
})

export const waiting = closed({
  industry: Type.String(),
  name: Type.String(),
  processes: Type.Array(closed({
    processId: Type.String(),
    name: Type.String(),
    elements: Type.Array(closed({ elementId: Type.String(), name: Type.String(), waiting: count, oldest: instant }))
  }))
})

export const incidents = closed({
  items: Type.Array(closed({
    incidentKey: Type.String(),
    processId: Type.String(),
    elementId: Type.String(),
    elementName: Type.String(),
    errorType: Type.String(),
    errorMessage: Type.String({ description: '引擎的原话' }),
    createdAt: instant,
    caseNo: nullable(Type.String())
  }))
})
export const incidentKey = closed({ incidentKey: Type.String({ title: '异常键', pattern: '^\\d{1,20}$' }) })

export const platform = closed({
  alarms: Type.Array(closed({ id: count, kind: Type.String(), raisedAt: instant })),
  figures: Type.Record(Type.String(), Type.Number(), { description: '各项计数，含义见运维手册' })
})

import type { PublishedIndustry } from '../../catalogue/types.js'

/** How fast everybody is assumed to be: a plan's dates are those of a case whose every step is done on the day that its pace says. */
export interface Pace {
  id: 'earliest' | 'promised' | 'statutory'
  name: string
  assumption: string
  /** Working days after receipt until a decision on the spot (online; at the window it is the same day). */
  onTheSpotWorkdays: number
  /** Working days after receipt until acceptance. */
  acceptanceWorkdays (defaults: PublishedIndustry['defaults']): number
  /** When the last possible day of visit, special procedure and limit is used up. */
  waits: 'never' | 'promised' | 'statutory'
  /** Whether papers take the whole time that the law leaves for their delivery. */
  deliversLate: boolean
}

export const paces: readonly Pace[] = [
  {
    id: 'earliest',
    name: '最快',
    assumption: '收件当日受理，受理次一工作日核查，条件具备当日决定；公示、听证等环节用足时间',
    onTheSpotWorkdays: 0,
    acceptanceWorkdays: () => 0,
    waits: 'never',
    deliversLate: false
  },
  {
    id: 'promised',
    name: '按承诺',
    assumption: '各部门每一步都在承诺的最后一日完成',
    onTheSpotWorkdays: 1,
    acceptanceWorkdays: (defaults) => defaults['verdict-due']!.n,
    waits: 'promised',
    deliversLate: false
  },
  {
    id: 'statutory',
    name: '最迟',
    assumption: '各部门每一步都在法定期限的最后一日完成，证件在送达期限的最后一日送达',
    onTheSpotWorkdays: 1,
    acceptanceWorkdays: (defaults) => defaults['formal-check']!.n,
    waits: 'statutory',
    deliversLate: true
  }
]

export function paceOf (id: Pace['id']): Pace {
  return paces.find((pace) => pace.id === id)!
}

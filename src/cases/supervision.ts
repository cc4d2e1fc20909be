import type { Knex } from 'knex'
import { releaseReader } from '../database/releases.js'
import { receivedCounts, tripsSaved, type ReceivedCount } from '../database/supervision.js'
import { groupsBy } from '../domain/groups-by.js'
import { countLights, decidedFigures, type DecidedFigures, type LightCounts } from '../domain/supervision.js'
import { decidedWithClocks, type DecidedWithClock } from './decided-permits.js'
import { runningWithLights, type LitGroup } from './running-permits.js'
import { whoseOf, type Whose } from './whose-permit.js'

export interface CountedFigures { running: LightCounts, decided: DecidedFigures, received: number, deficient: number }
export type OrganFigures = CountedFigures & Pick<Whose, 'department' | 'region' | 'organ'>
export type DepartmentFigures = CountedFigures & { department: string, name: string }
export type RegionFigures = CountedFigures & { region: string, name: string }

/** 督办总览: what runs now, and what was received, decided and closed from one instant up to another; of the city, of each organ, department and region. */
export interface SupervisionFigures extends CountedFigures { tripsSaved: number, organs: OrganFigures[], departments: DepartmentFigures[], regions: RegionFigures[] }

type Received = ReceivedCount & Whose
interface Counted { running: LitGroup[], decided: DecidedWithClock[], received: Received[] }
type Place = Pick<Whose, 'department' | 'region'>

export async function supervisionFigures (database: Knex, { from, until, now }: { from: Date, until: Date, now: Date }): Promise<SupervisionFigures> {
  const counted: Counted = {
    running: await runningWithLights(database, now), decided: await decidedWithClocks(database, from, until), received: await receivedBy(database, from, until)
  }
  return {
    ...figuresOf(counted),
    tripsSaved: await tripsSaved(database, from, until),
    organs: grouped(counted, ({ department, region }) => `${department}@${region}`, ({ department, region, organ }) => ({ department, region, organ })),
    departments: grouped(counted, ({ department }) => department, ({ department, departmentName: name }) => ({ department, name })),
    regions: grouped(counted, ({ region }) => region, ({ region, regionName: name }) => ({ region, name }))
  }
}

async function receivedBy (database: Knex, from: Date, until: Date): Promise<Received[]> {
  const readRelease = releaseReader(database)
  const received: Received[] = []
  for (const count of await receivedCounts(database, from, until)) received.push({ ...count, ...whoseOf(await readRelease(count.releaseId), count) })
  return received
}

function figuresOf ({ running, decided, received }: Counted): CountedFigures {
  return {
    running: countLights(running),
    decided: decidedFigures(decided),
    received: received.reduce((sum, one) => sum + one.received, 0),
    deficient: received.reduce((sum, one) => sum + one.deficient, 0)
  }
}

/** The same figures for each group, the one with most to worry about in front. */
function grouped<Head> ({ running, decided, received }: Counted, keyOf: (place: Place) => string, headOf: (whose: Whose) => Head): (CountedFigures & Head)[] {
  const heads = new Map([...running, ...decided, ...received].map((one) => [keyOf(one), headOf(one)]))
  const [runningOf, decidedOf, receivedOf] = [groupsBy(running, keyOf), groupsBy(decided, keyOf), groupsBy(received, keyOf)]
  return [...heads].map(([key, head]) => ({
    ...head, ...figuresOf({ running: runningOf.get(key) ?? [], decided: decidedOf.get(key) ?? [], received: receivedOf.get(key) ?? [] })
  })).sort((one, other) => other.running.overdue - one.running.overdue || other.running.red - one.running.red || other.running.all - one.running.all)
}

import type { Knex } from 'knex'
import t, { type Test } from 'tap'
import { createCrew, type Crew } from '../support/crew.js'
import { startProduction, type Part, type Production } from '../support/production.js'
import { checkEffects, checkOutcomes, checkRecords, countOf, untilQuiet } from './once.js'
import { clerks, inspectors, shop, type Manner } from './shops.js'

t.setTimeout(900_000)

const manners: Manner[] = [...Array<Manner>(7).fill('reviewed'), ...Array<Manner>(5).fill('deficient'), ...Array<Manner>(8).fill('committed')]

t.test('twenty running cases survive kill -9 of the broker, the workers and the database', async (t) => {
  const { people, teams } = inspectors(12)
  const production = await startProduction(t, { people })
  const { database, broker, workers, postgres, api } = production
  const crew = createCrew(t, production, { clerks, teams })
  const stories = await Promise.all(shuffled(manners).map(async (manner, number) => ({ manner, story: await shop(database, number, manner) })))
  const mannerOf = new Map<string, Manner>()
  const apiPid = api.command().pid
  await crew.gather()

  const filing = (async () => {
    for (const { manner, story } of stories) mannerOf.set(await crew.file(story), manner)
  })()
  filing.catch(() => {})
  crew.begin()
  await crew.until('cases in different stages', async () => mannerOf.size >= 12 && await countOf(database, 'certificate') >= 3)
  await takeAway(t, production, crew, 'broker', broker)
  await filing
  await crew.until('more to be done', async () => await countOf(database, 'certificate') >= 10)
  await takeAway(t, production, crew, 'workers', workers)
  await crew.until('more to be done', async () => await countOf(database, 'certificate') >= 18)
  await takeAway(t, production, crew, 'database', postgres)
  await crew.untilAllClosed()
  await crew.stop()
  await untilQuiet(database)

  t.comment(`met on the way: ${JSON.stringify([...crew.troubles])}; jobs that came again: ${occurrences(workers.output(), 'a job came again')}`)
  t.equal(api.command().pid, apiPid, 'the API was never started again')
  t.equal(mannerOf.size, manners.length)
  await checkOutcomes(t, database, mannerOf)
  await checkRegisters(t, database)
  await checkEffects(t, database, manners.length)
  await checkRecords(t, database)
  t.same([...crew.troubles.keys()].filter((trouble) => !expectedTroubles.has(trouble)), [], 'nobody met anything but "try again later"')
})

/** Away: the API's two codes. Overtaken by oneself, the answer having been lost: the others. */
const expectedTroubles = new Set(['engine-unavailable', 'database-unavailable', 'task-done', 'task-not-claimed', 'no-open-notice'])

/** Kills a part in the middle of everything, starts it again, and tells how long the platform stood still. */
async function takeAway (t: Test, { database }: Production, crew: Crew, name: string, part: Part): Promise<void> {
  const stages = await database('sub_case').distinct<{ state: string }[]>('state').orderBy('state')
  t.ok(stages.length >= 3, `the ${name} is killed while cases are ${stages.map(({ state }) => state).join(', ')}`)
  const killedAt = new Date()
  await part.kill()
  await part.start()
  const backAt = new Date()
  const before = crew.tasksDone()
  await crew.until(`jobs after the loss of the ${name}`, async () => await firstEffectAfter(database, backAt) !== undefined)
  const workedAt = await firstEffectAfter(database, backAt)
  await crew.until(`tasks after the loss of the ${name}`, () => crew.tasksDone() > before)
  const since = (at: Date): string => `${((at.getTime() - killedAt.getTime()) / 1000).toFixed(1)} s`
  t.comment(`${name}: up again ${since(backAt)} after kill -9, next job ${since(workedAt!)}, next task done ${since(new Date())}`)
}

async function firstEffectAfter (database: Knex, moment: Date): Promise<Date | undefined> {
  const row = await database('job_effect').where('created_at', '>', moment).orderBy('created_at').first<{ created_at: Date } | undefined>('created_at').catch(() => undefined)
  return row?.created_at
}

/** One licence and two certificates a case, and numbers without gaps: none was given to something that was undone. */
async function checkRegisters (t: Test, database: Knex): Promise<void> {
  t.equal(await countOf(database, 'case_file', "state = 'closed'"), manners.length)
  t.equal(await countOf(database, 'licence'), manners.length)
  t.equal(await countOf(database, 'licence_version'), manners.length)
  t.equal(await countOf(database, 'certificate'), 2 * manners.length)
  t.equal(await countOf(database, 'supplement_notice'), manners.filter((manner) => manner === 'deficient').length)
  t.equal(await countOf(database, 'visit'), manners.filter((manner) => manner !== 'committed').length)
  const { total } = await database('number_counter').whereLike('scope', 'case:%').sum({ total: 'last_value' }).first() as { total: number }
  t.equal(Number(total), manners.length, 'case numbers without gaps')
}

function occurrences (text: string, words: string): number {
  return text.split(words).length - 1
}

/** The manners mixed, the same way every time. */
function shuffled<T> (items: T[]): T[] {
  return items.map((_, index) => items[index * 7 % items.length]!)
}

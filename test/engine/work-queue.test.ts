import t from 'tap'
import { setImmediate as turn } from 'node:timers/promises'
import { createWorkQueue, type WorkQueue } from '../../src/engine/work-queue.js'

/** A queue whose items end when they are told to. */
function bench (limit: number): { queue: WorkQueue<string>, begun: string[], end: (item: string) => Promise<void> } {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const queue = createWorkQueue<string>(limit, async (item) => {
    begun.push(item)
    await new Promise<void>((resolve) => ends.set(item, resolve))
  })
  return {
    queue,
    begun,
    async end (item) {
      ends.get(item)?.()
      await turn()
    }
  }
}

t.test('at most as many run as the limit says, first come first served', async (t) => {
  const { queue, begun, end } = bench(2)

  for (const item of ['a', 'b', 'c', 'd']) queue.push(item)
  const atFirst = [...begun]
  await end('a')

  t.same(atFirst, ['a', 'b'])
  t.same(begun, ['a', 'b', 'c'])
  t.same(queue.inHand(), ['b', 'c', 'd'])
  t.equal(queue.room(), 0)
})

t.test('room is waited for', async (t) => {
  const { queue, end } = bench(1)
  let isTold = false
  queue.push('a')
  const room = queue.whenRoom().then(() => { isTold = true })

  await turn()
  const before = isTold
  await end('a')
  await room

  t.equal(before, false)
  t.equal(queue.room(), 1)
})

t.test('what is put off takes no room, and comes back', async (t) => {
  const { queue, begun } = bench(1)

  const isTaken = queue.pushLater('a', 1)
  const room = queue.room()
  const inHand = [...queue.inHand()]
  while (begun.length === 0) await turn()

  t.equal(isTaken, true)
  t.equal(room, 1)
  t.same(inHand, ['a'])
  t.same(begun, ['a'])
})

t.test('closing hands back what has not begun and waits for what has', async (t) => {
  const { queue, begun, end } = bench(1)
  queue.push('a')
  queue.push('b')
  queue.pushLater('c', 60_000)
  let isIdle = false

  const unbegun = queue.close()
  const idle = queue.whenIdle().then(() => { isIdle = true })
  await turn()
  const before = isIdle
  await end('a')
  await idle

  t.same(unbegun, ['b', 'c'])
  t.equal(before, false)
  t.same(begun, ['a'])
  t.equal(queue.pushLater('d', 1), false)
})

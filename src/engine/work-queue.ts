import { createRestingItems } from './resting-items.js'

export interface WorkQueue<Item> {
  /** How many more items may be taken in hand. */
  room (): number
  /** Resolves when there is room, or when the queue is closed. */
  whenRoom (): Promise<void>
  push (item: Item): void
  /** Pushes after a while; takes no room until then. @returns false when the queue is closed */
  pushLater (item: Item, delayMs: number): boolean
  inHand (): readonly Item[]
  /** Nothing waiting is begun any more. @returns what had not begun */
  close (): Item[]
  /** Resolves when nothing is running. */
  whenIdle (): Promise<void>
}

/** Runs at most `limit` items at a time, whatever their kind, first come first served; `run` reports its own failures. */
export function createWorkQueue<Item> (limit: number, run: (item: Item) => Promise<void>): WorkQueue<Item> {
  const waiting: Item[] = []
  const running = new Set<Item>()
  let waiters: (() => void)[] = []
  let isClosed = false

  const room = (): number => Math.max(0, limit - running.size - waiting.length)

  function wake (): void {
    const woken = waiters
    waiters = []
    for (const resolve of woken) resolve()
  }

  function startNext (): void {
    if (isClosed || running.size >= limit) return
    const item = waiting.shift()
    if (item === undefined) return
    running.add(item)
    run(item).catch(() => {}).finally(() => {
      running.delete(item)
      startNext()
      wake()
    })
  }

  async function until (condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(resolve => waiters.push(resolve))
  }

  function push (item: Item): void {
    waiting.push(item)
    startNext()
  }

  const resting = createRestingItems(push)

  return {
    room,
    whenRoom: async () => await until(() => room() > 0 || isClosed),
    push,
    pushLater (item, delayMs) {
      if (isClosed) return false
      resting.rest(item, delayMs)
      return true
    },
    inHand: () => [...running, ...waiting, ...resting.items()],
    close () {
      isClosed = true
      wake()
      return [...waiting.splice(0), ...resting.takeAll()]
    },
    whenIdle: async () => await until(() => running.size === 0)
  }
}

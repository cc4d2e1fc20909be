/** Items set aside for a while, each with its own alarm clock. */
export interface RestingItems<Item> {
  items (): Item[]
  /** Hands the item back after `delayMs`. */
  rest (item: Item, delayMs: number): void
  /** Stops all clocks. @returns what was resting */
  takeAll (): Item[]
}

export function createRestingItems<Item> (handBack: (item: Item) => void): RestingItems<Item> {
  const clocks = new Map<Item, NodeJS.Timeout>()
  return {
    items: () => [...clocks.keys()],
    rest (item, delayMs) {
      clocks.set(item, setTimeout(() => {
        clocks.delete(item)
        handBack(item)
      }, delayMs))
    },
    takeAll () {
      const items = [...clocks.keys()]
      for (const clock of clocks.values()) clearTimeout(clock)
      clocks.clear()
      return items
    }
  }
}

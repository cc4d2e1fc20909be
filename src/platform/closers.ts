/** What has been opened, to be closed in reverse order. */
export interface Closers {
  add (name: string, close: () => Promise<unknown> | unknown): void
  /** Closes everything once, also when one of them fails; a second call waits for the first. */
  closeAll (): Promise<void>
}

export function createClosers (onFault: (name: string, error: unknown) => void): Closers {
  const open: { name: string, close: () => Promise<unknown> | unknown }[] = []
  let closing: Promise<void> | undefined

  async function closeEach (): Promise<void> {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      try {
        await next.close()
      } catch (error) {
        onFault(next.name, error)
      }
    }
  }
  return {
    add (name, close) { open.push({ name, close }) },
    closeAll () {
      closing ??= closeEach()
      return closing
    }
  }
}

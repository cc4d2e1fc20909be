import type { Stack } from '../platform/stack.js'

/**
 * Waits for Ctrl-C or the loss of an embedded part, then stops the stack.
 * @returns the exit code
 */
export async function untilStopped (stack: Stack, { interrupted, print }: { interrupted: AbortSignal, print (line: string): void }): Promise<number> {
  const interruption = new Promise<undefined>((resolve) => {
    if (interrupted.aborted) resolve(undefined)
    interrupted.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const lostPart = await Promise.race([interruption, stack.partLost])
  print(lostPart === undefined ? '正在停止……（再按一次 Ctrl-C 立即退出）' : `${lostPart}意外停止，平台随之停止；再次启动会自动恢复`)
  await stack.stop()
  print('已停止')
  return lostPart === undefined ? 0 : 1
}

import { setTimeout as delay } from 'node:timers/promises'
import type { EngineClient } from '../engine/engine-client.js'
import type { EngineAddresses } from './embedded-parts.js'
import { StartupError } from './startup-problem.js'

/** Waits until the engine answers. @throws StartupError after `waitSeconds` */
export async function engineReady (engine: Pick<EngineClient, 'isReady'>, { grpcAddress, restAddress }: EngineAddresses, waitSeconds: number): Promise<void> {
  const deadline = Date.now() + waitSeconds * 1000
  while (!await engine.isReady().catch(() => false)) {
    if (Date.now() > deadline) {
      throw new StartupError({
        cause: `流程引擎 ${waitSeconds} 秒内没有就绪：${grpcAddress}、${restAddress}`,
        fix: '请检查 ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS 与引擎是否已启动'
      })
    }
    await delay(500)
  }
}

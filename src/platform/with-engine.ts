import type { Knex } from 'knex'
import { pino } from 'pino'
import type { Config } from '../config.js'
import { openAlarms } from '../database/alarms.js'
import { createEngineClient, type EngineClient } from '../engine/engine-client.js'
import { resolveEpoch } from '../engine/engine-epoch.js'
import { engineReady } from './engine-ready.js'
import { StartupError } from './startup-problem.js'

const engineWaitSeconds = 10

/**
 * The configured engine, for one task of the command line.
 * @throws StartupError without addresses, when the engine doesn't answer, or when the running cases are in another one
 */
export async function withEngine<T> (config: Config, database: Knex, act: (engine: EngineClient, epoch: number) => Promise<T>): Promise<T> {
  const { zeebeGrpcAddress: grpcAddress, zeebeRestAddress: restAddress, zeebeUsername: username, zeebePassword: password } = config
  if (grpcAddress === null || restAddress === null) {
    throw new StartupError({
      cause: 'ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS：没有设置',
      fix: '请设置引擎地址；内置模式（onelicence start）不用发布命令，重新启动即发布改动'
    })
  }
  const credentials = username === null || password === null ? {} : { credentials: { username, password } }
  const engine = createEngineClient({ grpcAddress, restAddress, ...credentials, timeoutMs: 60_000, log: pino({ level: 'silent' }) })
  try {
    await engineReady(engine, { grpcAddress, restAddress }, engineWaitSeconds)
    const epoch = await resolveEpoch(database, engine)
    if ((await openAlarms(database)).some(({ kind }) => kind === 'fresh-engine')) {
      throw new StartupError({ cause: `在办办件不在这个引擎上：${grpcAddress}`, fix: '请接回原来的引擎，或按 docs/operations.md 处理 fresh-engine 告警后再发布' })
    }
    return await act(engine, epoch)
  } finally {
    await engine.close()
  }
}

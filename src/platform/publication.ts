import { join } from 'node:path'
import type { Knex } from 'knex'
import { publishCatalogue } from '../cases/publish-catalogue.js'
import type { EngineClient } from '../engine/engine-client.js'
import { EngineUnavailable } from '../engine/errors.js'
import type { Log } from '../engine/log.js'
import { projectRoot } from '../project-root.js'

export interface Publication {
  /** To the engine of the start. Throws CatalogueError and the engine's errors. */
  toEngine (epoch: number): Promise<void>
  /**
   * To an engine that took another's place while the platform runs: it has no models, or older ones. What it runs goes on also when the
   * files can't be published. Throws EngineUnavailable.
   */
  toOtherEngine (epoch: number): Promise<void>
}

/** Brings the files under `bpmn/` to the engine in use. */
export function createPublication ({ database, engine, log, onProgress }: {
  database: Knex, engine: EngineClient, log: Log, onProgress: (line: string) => void
}): Publication {
  const toEngine = async (epoch: number): Promise<void> => {
    const about = { bpmnDir: join(projectRoot(), 'bpmn'), epoch, publishedBy: 'onelicence', note: '启动时发布' }
    for (const { industry, version } of await publishCatalogue(database, engine, about)) onProgress(`已发布行业 ${industry} 第 ${version} 版`)
  }
  return {
    toEngine,
    async toOtherEngine (epoch) {
      try {
        await toEngine(epoch)
      } catch (error) {
        if (error instanceof EngineUnavailable) throw error
        log.error({ err: error, epoch }, 'the catalogue could not be published to the engine now in use')
      }
    }
  }
}

import { join } from 'node:path'
import type { Knex } from 'knex'
import { publishFirstCatalogueEdition } from '../cases/catalogue-edition.js'
import { bringWatch } from '../cases/publication/bring-watch.js'
import { bringReleases } from '../cases/publication/bring-releases.js'
import { importCalendars, importNewYears } from '../cases/publication/calendars.js'
import { publishChanged } from '../cases/publication/publish-changed.js'
import { unpublishedIndustries } from '../cases/publication/unpublished.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { catalogueEdition } from '../database/catalogue-editions.js'
import type { Clock } from '../domain/time.js'
import type { EngineClient } from '../engine/engine-client.js'
import { EngineUnavailable } from '../engine/errors.js'
import type { Log } from '../engine/log.js'
import { projectRoot } from '../project-root.js'

const bpmnDir = join(projectRoot(), 'bpmn')

export interface Publication {
  /** The years that the database lacks, and the current releases to the engine of the start, with the watch over the limits. Throws the engine's errors. */
  prepare (epoch: number): Promise<void>
  /** The same for an engine that took another's place while the platform runs; what it runs goes on also when it takes no release. Throws EngineUnavailable. */
  bringToOtherEngine (epoch: number): Promise<void>
  /** On one's own machine, where nobody is there to sign: publishes what changed in the files, and the 目录清单 when there is none yet. Throws CatalogueError and the engine's errors. */
  publishFiles (epoch: number): Promise<void>
  /** Elsewhere people publish: tells the terminal what in the files isn't published yet. Never throws. */
  tellUnpublished (): Promise<void>
}

export function createPublication ({ database, engine, clock, log, onProgress }: {
  database: Knex, engine: EngineClient, clock: Clock, log: Log, onProgress: (line: string) => void
}): Publication {
  const bring = async (epoch: number): Promise<void> => {
    for (const { industry, version } of await bringReleases(database, engine, epoch)) onProgress(`已把行业 ${industry} 第 ${version} 版送到引擎`)
    if (await bringWatch(database, engine, bpmnDir)) onProgress('已把期限督办流程送到引擎：已发布的各行业都还没有带上它')
  }
  return {
    async prepare (epoch) {
      await importNewYears(database, bpmnDir)
      await bring(epoch)
    },
    async bringToOtherEngine (epoch) {
      try {
        await bring(epoch)
      } catch (error) {
        if (error instanceof EngineUnavailable) throw error
        log.error({ err: error, epoch }, 'the current releases could not be brought to the engine now in use')
      }
    },
    async publishFiles (epoch) {
      await importCalendars(database, bpmnDir)
      const about = { bpmnDir, epoch, publishedBy: 'onelicence（内置模式）', note: '启动时发布' }
      for (const { industry, version } of await publishChanged(database, engine, about)) onProgress(`已发布行业 ${industry} 第 ${version} 版`)
      if (await catalogueEdition(database) !== undefined) return
      const number = await publishFirstCatalogueEdition(database, await loadCatalogue(bpmnDir), { ...about, now: clock.now() })
      if (number !== undefined) onProgress(`已公布目录清单第 ${number} 版`)
    },
    async tellUnpublished () {
      try {
        const names = await unpublishedIndustries(database, bpmnDir)
        if (names.length > 0) onProgress(`有未发布的改动：${names.join('、')}。运行 onelicence diff 查看，onelicence publish 发布`)
      } catch (error) {
        log.warn({ err: error }, 'the files could not be compared with what is published')
      }
    }
  }
}

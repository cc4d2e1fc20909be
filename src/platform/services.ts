import { join } from 'node:path'
import type { Knex } from 'knex'
import type { FastifyBaseLogger } from 'fastify'
import { createApp } from '../app.js'
import type { Config } from '../config.js'
import { startDocumentRenderer } from '../documents/document-renderer.js'
import type { Press } from '../documents/press.js'
import type { DocumentSigner } from '../documents/signing/document-signer.js'
import type { Clock } from '../domain/time.js'
import type { EngineClient } from '../engine/engine-client.js'
import type { EpochSource } from '../engine/engine-epoch.js'
import { startJobRuntime } from '../engine/job-runtime.js'
import { startOutboxDispatcher } from '../engine/outbox-dispatcher.js'
import type { FileStore } from '../files/file-store.js'
import { projectRoot } from '../project-root.js'
import type { Closers } from './closers.js'
import { loadWorkers } from './load-workers.js'
import { startNotifications } from './notifications.js'
import { startWatches } from './watches.js'
import { startWorkerBeat } from './worker-beat.js'

/** What API and workers share in one process. */
export interface ServiceContext {
  config: Config
  database: Knex
  engine: EngineClient
  epoch: EpochSource
  files: FileStore
  press: Press
  signer: DocumentSigner
  clock: Clock
  log: FastifyBaseLogger
  publicUrl: string
  closers: Closers
}

/**
 * Jobs, outbox, notifications, documents and the watches. They stop in the order: no new jobs, jobs at work end, then what those wrote is sent.
 * @returns how to tell the outbox that there is something to send
 */
export async function startWorkers (context: ServiceContext): Promise<{ wakeOutbox: () => void }> {
  const { config, database, engine, epoch, files, press, signer, clock, log, publicUrl, closers } = context
  const workers = await loadWorkers()
  await startNotifications(context)
  const outbox = startOutboxDispatcher({ engine, database, log, epoch, intervalMs: config.outboxIntervalMs })
  closers.add('outbox', () => outbox.stop())
  const renderer = startDocumentRenderer({ database, files, press, signer, clock, log, seals: config.seals })
  closers.add('document renderer', () => renderer.stop())
  startWatches(context)
  const jobs = await startJobRuntime({ engine, database, workers, clock, log, concurrency: config.jobConcurrency, epoch, publicUrl })
  startWorkerBeat(context, jobs)
  closers.add('jobs', () => jobs.drain(config.shutdownSeconds * 1000))
  return { wakeOutbox: () => outbox.wake() }
}

/** The HTTP API, listening. */
export async function startApi (context: ServiceContext & { port: number, allowsDemoAccounts: boolean, wakeOutbox: () => void }): Promise<void> {
  const { config, closers, port, publicUrl, allowsDemoAccounts, wakeOutbox, database, engine, files, press, signer, clock, log } = context
  const app = await createApp({
    database,
    engine,
    files,
    press,
    signer,
    clock,
    log,
    wakeOutbox,
    config: {
      publicUrl,
      pagesDir: join(projectRoot(), 'dist', 'web'),
      uploadMaxBytes: config.uploadMaxBytes,
      sessionHours: config.sessionHours,
      sessionMaxHours: { staff: config.staffSessionMaxHours, applicant: config.applicantSessionMaxHours },
      allowsDemoAccounts,
      trustedProxies: config.trustedProxies,
      metricsToken: config.metricsToken ?? undefined,
      seals: config.seals
    }
  })
  closers.add('api', () => app.close())
  await app.listen({ port, host: config.host })
}

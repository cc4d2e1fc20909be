import { tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import { createApp } from '../src/app.js'
import { connectDatabase } from '../src/database/connection.js'
import { systemClock } from '../src/domain/time.js'
import { createPress } from '../src/documents/press.js'
import { createDocumentSigner } from '../src/documents/signing/document-signer.js'
import { createLocalFileStore } from '../src/files/local-file-store.js'
import { projectRoot } from '../src/project-root.js'
import { createFakeEngine } from '../test/support/api/fake-engine.js'

/**
 * The API alone, in a process of its own: argument 1 is the database's address; tells its parent the port, then the processor time that it has
 * used (ms) whenever asked. The catalogue never asks the engine.
 */
const database = connectDatabase({ url: process.argv[2]!, poolSize: 10, applicationName: 'onelicence bench api' })
const app = await createApp({
  database,
  engine: createFakeEngine(database),
  files: createLocalFileStore(tmpdir()),
  press: createPress(),
  signer: createDocumentSigner({ database, secret: 'of the bench alone', clock: systemClock }),
  clock: systemClock,
  config: {
    publicUrl: 'http://127.0.0.1', pagesDir: join(projectRoot(), 'dist', 'web'), uploadMaxBytes: 1_000_000, sessionHours: 8, sessionMaxHours: { staff: 12, applicant: 24 }, allowsDemoAccounts: false, trustedProxies: [], metricsToken: undefined
  },
  log: pino({ level: 'warn' }),
  wakeOutbox: () => {}
})
await app.listen({ port: 0, host: '127.0.0.1' })
process.send!((app.server.address() as AddressInfo).port)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!((user + system) / 1000)
})
process.once('disconnect', () => process.exit(0))

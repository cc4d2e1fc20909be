import type { Knex } from 'knex'
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Account, AccountKind } from '../database/accounts.js'
import type { Clock } from '../domain/time.js'
import type { SealMode } from '../documents/layout/draw-letter.js'
import type { Press } from '../documents/press.js'
import type { DocumentSigner } from '../documents/signing/document-signer.js'
import type { EngineClient } from '../engine/engine-client.js'
import { ServiceError } from '../errors.js'
import type { FileStore } from '../files/file-store.js'

/** What the API has to be told; a part of the platform's configuration table. */
export interface ApiConfig {
  /** Address that applicants and QR codes use, e.g. `https://permits.example.gov.cn`; `https:` makes cookies Secure. */
  publicUrl: string
  /** Folder of the built web application (`dist/web`). */
  pagesDir: string
  uploadMaxBytes: number
  sessionHours: number
  /** After so many hours one signs in again, however often the session was prolonged. */
  sessionMaxHours: Record<AccountKind, number>
  /** Demo accounts may sign in: the embedded mode only. */
  allowsDemoAccounts: boolean
  /** Reverse proxies whose X-Forwarded-For is believed (addresses or CIDR); empty: none. */
  trustedProxies: string[]
  /** Bearer token for `/metrics` from elsewhere than this machine; undefined: this machine only. */
  metricsToken: string | undefined
  /** How documents are drawn that were not drawn yet; unset: with 演示 on them. */
  seals?: SealMode['seals'] | undefined
}

export interface AppDependencies {
  database: Knex
  engine: EngineClient
  files: FileStore
  press: Pick<Press, 'draw' | 'drawGuide' | 'drawEdition'>
  signer: DocumentSigner
  clock: Clock
  config: ApiConfig
  log: FastifyBaseLogger
  /** Called after a commit that left something to send. */
  wakeOutbox (): void
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes files (multipart/form-data): their fields, for the OpenAPI document. */
    upload?: Record<string, unknown>
  }
}

/** The signed-in account of a route that asks for one. */
export function accountOf (request: FastifyRequest): Account {
  if (request.account === null) throw new ServiceError('not-signed-in')
  return request.account
}

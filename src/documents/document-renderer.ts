import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Knex } from 'knex'
import { findDocument, lockDocument, lockUnrendered, markRendered, markRenderFailed, type DocumentRow } from '../database/documents.js'
import { recordStoredFile } from '../database/stored-files.js'
import { systemClock, type Clock } from '../domain/time.js'
import { ServiceError } from '../errors.js'
import type { FileStore } from '../files/file-store.js'
import { definitionOf } from './kinds.js'
import type { SealMode } from './layout/draw-letter.js'
import type { Press } from './press.js'
import type { DocumentSigner } from './signing/document-signer.js'

export interface DocumentRendererOptions extends Partial<SealMode> {
  database: Knex
  files: Pick<FileStore, 'put'>
  press: Pick<Press, 'draw'>
  signer: DocumentSigner
  clock: Clock
  log: { error (details: object, message: string): void }
  /** How often new documents are looked for without being told. */
  intervalMs?: number
  batchSize?: number
}

export interface DocumentRenderer {
  /** Ends the batch under way and stops. */
  stop (): Promise<void>
  /** Looks for new documents now. */
  wake (): void
}

const firstPauseMs = 2_000
const longestPauseMs = 10 * 60_000
/** A paper is never taken for a real one by omission: only a deployment that says so draws without 演示. */
const defaultSeals = 'demo'

/**
 * Draws the PDFs of issued documents in the background. Any number of processes may run one: rows are locked and passed over.
 * A document that can't be drawn is logged and tried again later; the others go on.
 */
export function startDocumentRenderer (options: DocumentRendererOptions): DocumentRenderer {
  const { log, intervalMs = 1_000, batchSize = 10 } = options
  const stopping = new AbortController()
  let isAwake = false
  let awaken: () => void = () => {}

  const done = (async () => {
    while (!stopping.signal.aborted) {
      isAwake = false
      const rendered = await renderBatch(options, batchSize).catch((error: unknown) => {
        log.error({ err: error }, 'document rendering paused')
        return 0
      })
      if (rendered < batchSize) await pause(intervalMs)
    }
  })()

  async function pause (ms: number): Promise<void> {
    if (isAwake || stopping.signal.aborted) return
    const waking = new AbortController()
    awaken = () => waking.abort()
    await delay(ms, undefined, { signal: AbortSignal.any([waking.signal, stopping.signal]) }).catch(() => {})
  }

  return {
    wake () {
      isAwake = true
      awaken()
    },
    async stop () {
      stopping.abort()
      await done
    }
  }
}

export interface PdfSource extends Partial<SealMode> {
  database: Knex
  files: Pick<FileStore, 'get' | 'put'>
  press: Pick<Press, 'draw'>
  signer: DocumentSigner
  clock?: Clock
}

/**
 * The PDF of a document; drawn at once when it isn't there yet. Throws ServiceError 'document-not-found'.
 */
export async function documentPdf (source: PdfSource, documentNo: string): Promise<Buffer> {
  const { database, files, press, signer, seals = defaultSeals, clock = systemClock } = source
  const row = await findDocument(database, documentNo)
  if (row === undefined) throw new ServiceError('document-not-found', { documentNo })
  if (row.file_hash !== null) return await files.get(row.file_hash)
  const organ = signingOrganOf(row)
  if (organ !== undefined) await signer.prepare(organ)
  const content = await database.transaction(async (tx) => {
    const locked = await lockDocument(tx, documentNo)
    if (locked === undefined || locked.file_hash !== null) return undefined
    const drawing = await press.draw(locked, { seals })
    await store(tx, { files, signer }, locked, drawing, clock.now())
    return drawing
  })
  return content ?? await documentPdf(source, documentNo)
}

/** Draws up to `limit` documents; returns how many were taken up. */
async function renderBatch ({ database, files, press, signer, clock, log, seals = defaultSeals }: DocumentRendererOptions, limit: number): Promise<number> {
  return await database.transaction(async (tx) => {
    const rows = await lockUnrendered(tx, limit, clock.now())
    for (const row of rows) {
      const content = await drawn(press, row, { seals }, async (error) => {
        log.error({ err: error, documentNo: row.document_no, kind: row.kind }, 'a document could not be drawn')
        await markRenderFailed(tx, row.document_no, String(error), new Date(clock.now().getTime() + pauseMs(row.render_attempts)))
      })
      if (content !== undefined) await store(tx, { files, signer }, row, content, clock.now())
    }
    return rows.length
  })
}

async function drawn (press: Pick<Press, 'draw'>, row: DocumentRow, mode: SealMode, onFailure: (error: unknown) => Promise<void>): Promise<Buffer | undefined> {
  try {
    return await press.draw(row, mode)
  } catch (error) {
    await onFailure(error)
    return undefined
  }
}

/** The file first, then its row and the organ's signature: a killed process leaves at most a file that nobody names. */
async function store (tx: Knex.Transaction, { files, signer }: Pick<DocumentRendererOptions, 'files' | 'signer'>, row: DocumentRow, content: Buffer, renderedAt: Date): Promise<void> {
  const { hash } = await files.put(content)
  const sm3 = createHash('sm3').update(content).digest('hex')
  await recordStoredFile(tx, { hash, sizeBytes: content.length, mediaType: 'application/pdf' })
  await markRendered(tx, row.document_no, { hash, sm3, renderedAt })
  const organ = signingOrganOf(row)
  if (organ !== undefined) await signer.sign(tx, organ, { documentNo: row.document_no, sha256: hash, sm3 })
}

/** The organ that issues and seals; undefined for the applicant's own papers. */
function signingOrganOf ({ kind, data }: DocumentRow): string | undefined {
  return definitionOf(kind).signer === 'organ' ? data.letter.organ as string : undefined
}

function pauseMs (attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20))
}

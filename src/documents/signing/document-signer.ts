import type { Knex } from 'knex'
import { insertDocumentSignature } from '../../database/document-signatures.js'
import { anyOrganKey, insertOrganKey, organKeyInUse, type OrganKeyRow } from '../../database/organ-keys.js'
import type { Clock } from '../../domain/time.js'
import { openPrivateKey, sealingKey, sealPrivateKey } from './sealed-key.js'
import { makeKeyPair, signDigests, type SignedDigests } from './signature.js'

/** Signs PDFs, each with the key of the organ that issues the document. */
export interface DocumentSigner {
  /** Throws SigningSecretMismatch when a key of the database can't be opened with the secret. */
  check (): Promise<void>
  /** Makes sure that the organ has its key; outside of transactions, for the key stays whatever becomes of them. */
  prepare (organ: string): Promise<void>
  /** Signs a drawn document and stores the signature with it. */
  sign (tx: Knex.Transaction, organ: string, digests: SignedDigests): Promise<void>
}

/** The secret isn't the one that the organs' keys were sealed with. */
export class SigningSecretMismatch extends Error {
  readonly organ: string

  constructor (organ: string, options: { cause: unknown }) {
    super(`the key of ${organ} does not open with this secret`, options)
    this.name = 'SigningSecretMismatch'
    this.organ = organ
  }
}

interface OpenKey { id: string, publicKey: string, privateKey: string }

/** One SM2 key an organ, made when it first signs, its private part sealed with the secret. Opened keys are kept for the life of the signer. */
export function createDocumentSigner ({ database, secret, clock }: { database: Knex, secret: string, clock: Clock }): DocumentSigner {
  let sealing: Buffer | undefined
  const opened = new Map<string, OpenKey>()

  /** Derived when it is first needed: that is slow on purpose. */
  function sealingSecret (): Buffer {
    sealing ??= sealingKey(secret)
    return sealing
  }

  function open ({ id, organ, public_key: publicKey, sealed_private_key: sealed }: OrganKeyRow): OpenKey {
    try {
      return { id, publicKey, privateKey: openPrivateKey(sealingSecret(), ownerOf(organ, publicKey), sealed) }
    } catch (error) {
      throw new SigningSecretMismatch(organ, { cause: error })
    }
  }

  async function keyOf (organ: string): Promise<OpenKey> {
    const ready = opened.get(organ)
    if (ready !== undefined) return ready
    const key = open(await organKeyInUse(database, organ) ?? await made(organ))
    opened.set(organ, key)
    return key
  }

  async function made (organ: string): Promise<OrganKeyRow> {
    const { publicKey, privateKey } = makeKeyPair()
    await insertOrganKey(database, {
      organ, public_key: publicKey, sealed_private_key: sealPrivateKey(sealingSecret(), ownerOf(organ, publicKey), privateKey), made_at: clock.now()
    })
    return (await organKeyInUse(database, organ))!
  }

  return {
    async check () {
      const known = await anyOrganKey(database)
      if (known !== undefined) open(known)
    },
    async prepare (organ) { await keyOf(organ) },
    async sign (tx, organ, digests) {
      const key = await keyOf(organ)
      await insertDocumentSignature(tx, { document_no: digests.documentNo, organ_key_id: key.id, signature: signDigests(digests, key), signed_at: clock.now() })
    }
  }
}

function ownerOf (organ: string, publicKey: string): string {
  return `${organ}\n${publicKey}`
}

import type { Knex } from 'knex'
import { documentByVerifyCode, type VerifiableDocument } from '../database/document-signatures.js'
import { mustBeWithin, type RateLimit } from '../database/rate-limits.js'
import { isSignatureOf } from '../documents/signing/signature.js'
import { ServiceError } from '../errors.js'

/** As for licences: codes can't be guessed, and nobody reads the register out. */
const verifications: RateLimit = { name: 'verify-document', max: 60, windowMs: 60_000 }

/**
 * For anybody who holds a document's code: which organ issued it, and whether the file in hand is the one signed. Nothing of whom it is about.
 * @param from the network that asks
 * @throws ServiceError `too-many-requests`, `document-code-unknown`
 */
export async function verifyDocument (database: Knex, code: string, { from, now }: { from: string, now: Date }) {
  await mustBeWithin(database, verifications, [from], now)
  const document = await documentByVerifyCode(database, code)
  if (document === undefined) throw new ServiceError('document-code-unknown')
  return {
    documentNo: document.document_no,
    title: document.title,
    organ: document.organ,
    issuedAt: document.issued_at,
    sha256: document.file_hash,
    sm3: document.sm3,
    signature: signatureOf(document)
  }
}

function signatureOf ({ document_no: documentNo, file_hash: sha256, sm3, signature, public_key: publicKey, signed_at: signedAt }: VerifiableDocument) {
  if (sha256 === null || sm3 === null || signature === null || publicKey === null || signedAt === null) return null
  return { algorithm: 'SM2' as const, publicKey, value: signature, signedAt, isValid: isSignatureOf({ documentNo, sha256, sm3 }, signature, publicKey) }
}

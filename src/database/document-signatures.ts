import type { Knex } from 'knex'

export interface NewDocumentSignature { document_no: string, organ_key_id: string, signature: string, signed_at: Date }

/** What anybody may know who holds a document: nothing of whom it is about. */
export interface VerifiableDocument {
  document_no: string
  title: string
  organ: string
  issued_at: Date
  /** SHA-256 of the PDF; null while it isn't drawn. */
  file_hash: string | null
  sm3: string | null
  /** Null where no organ signs (an applicant's paper) or the PDF isn't drawn yet. */
  public_key: string | null
  signature: string | null
  signed_at: Date | null
}

export async function insertDocumentSignature (tx: Knex.Transaction, signature: NewDocumentSignature): Promise<void> {
  await tx('document_signature').insert(signature)
}

export async function documentByVerifyCode (database: Knex, code: string): Promise<VerifiableDocument | undefined> {
  return await database('document')
    .leftJoin('document_signature', 'document_signature.document_no', 'document.document_no')
    .leftJoin('organ_key', 'organ_key.id', 'document_signature.organ_key_id')
    .where({ 'document.verify_code': code })
    .first<VerifiableDocument | undefined>(
      'document.document_no', 'document.title', 'document.issued_at', 'document.file_hash', 'document.sm3',
      'organ_key.public_key', 'document_signature.signature', 'document_signature.signed_at',
      database.raw("document.data #>> '{letter,organ}' AS organ"))
}

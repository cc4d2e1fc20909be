import type { Knex } from 'knex'
import { findElectronicCertificate } from '../database/electronic-certificates.js'
import type { DataExchange } from './data-exchange.js'

/** The store of electronic certificates in the platform's own database, its own licences among them. */
export function certificateStoreExchange (tx: Knex): DataExchange {
  return {
    find: async ({ materialId, holderUsci, on }) => await findElectronicCertificate(tx, materialId, holderUsci, on)
  }
}

import type { Knex } from 'knex'
import { insertEdition } from '../../../src/database/catalogue-editions.js'
import type { CatalogueEntry } from '../../../src/domain/catalogue-status.js'
import { testMonday } from './test-app.js'

/** The convenience store as an edition lists it. */
export const storeEntry: CatalogueEntry = {
  industry: 'convenience-store',
  name: '便利店',
  status: 'trial',
  validFrom: null,
  validUntil: null,
  regions: ['410200'],
  leadDepartment: { id: 'market-regulation', name: '市市场监督管理局' },
  permits: ['食品经营许可'],
  reason: null
}

let editions = 0

/** The next edition of the catalogue; of the convenience store alone unless told otherwise. Returns its number. */
export async function givenEdition (database: Knex, changes: Partial<CatalogueEntry> = {}): Promise<number> {
  return await database.transaction(async (tx) => await insertEdition(tx, {
    publishedOn: '2026-11-20', announcement: '公布目录清单', note: '测试', contentHash: `edition ${++editions}`, publishedBy: '王五', publishedAt: new Date(testMonday)
  }, [{ ...storeEntry, ...changes }]))
}

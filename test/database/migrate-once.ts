import { migrateDatabase } from '../../src/database/migrate.js'

// A process of its own for migrate.test.ts.
const applied = await migrateDatabase(process.argv[2]!)
process.send!(applied, () => process.disconnect())

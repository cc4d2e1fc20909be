import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Config } from '../config.js'
import { createDocumentSigner, type DocumentSigner } from '../documents/signing/document-signer.js'
import type { Clock } from '../domain/time.js'
import { keptSecret } from '../kept-secret.js'
import { StartupError } from './startup-problem.js'

/**
 * The signer of documents. On one's own machine the secret is made up and kept with the data; in production it is configured, apart from the database
 * that it protects.
 * @throws StartupError, SigningSecretMismatch
 */
export async function startSigning (
  { config, isSelfContained, database, clock }: { config: Config, isSelfContained: boolean, database: Knex, clock: Clock }
): Promise<DocumentSigner> {
  if (config.signingSecret === null && !isSelfContained) {
    throw new StartupError({ cause: 'SIGNING_SECRET：没有设置', fix: '请设置（至少 12 个字符，api 与 workers 相同，可用 openssl rand -hex 24 生成），并与数据库分开保存' })
  }
  const signer = createDocumentSigner({ database, secret: config.signingSecret ?? await keptSecret(join(config.dataDir, 'signing-secret')), clock })
  await signer.check()
  return signer
}

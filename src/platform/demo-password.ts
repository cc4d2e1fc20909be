import { join } from 'node:path'
import { keptSecret } from '../kept-secret.js'

/** The one password of all demo accounts of a data folder, made up at the first start. */
export async function demoPassword (dataDir: string): Promise<string> {
  return await keptSecret(join(dataDir, 'demo-password'))
}

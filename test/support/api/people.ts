import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Knex } from 'knex'
import { saveAccount, type NewAccount } from '../../../src/database/accounts.js'
import { openSession } from '../../../src/database/sessions.js'
import { hashPassword } from '../../../src/passwords.js'
import type { TestApi } from './test-app.js'

export const testPassword = 'correct horse battery'
/** As little work as scrypt takes: tests sign in often. */
const cheapHash = hashPassword(testPassword, { log2n: 4, blockSize: 8, parallelization: 1 })

type Person = Pick<NewAccount, 'login' | 'kind'> & Partial<NewAccount>

export async function givenAccount (database: Knex, person: Person): Promise<number> {
  return await saveAccount(database, { displayName: `${person.login}先生`, passwordHash: await cheapHash, ...person })
}

export interface SignedIn {
  accountId: number
  login: string
  cookie: string
  /** Asks the API with this person's session; the path is below `/api/v1`. */
  ask (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options?: Omit<InjectOptions, 'method' | 'url'>): Promise<LightMyRequestResponse>
}

/** A person with an open session. */
export async function signedIn ({ app, database, clock }: Pick<TestApi, 'app' | 'database' | 'clock'>, person: Person): Promise<SignedIn> {
  const accountId = await givenAccount(database, person)
  const now = clock.now()
  const token = await openSession(database, accountId, now, new Date(now.getTime() + 365 * 86_400_000))
  const cookie = `onelicence_session=${token}`
  return {
    accountId,
    login: person.login,
    cookie,
    ask: async (method, path, options = {}) => await ask(app, method, path, { ...options, headers: { ...options.headers, cookie } })
  }
}

export async function ask (
  app: FastifyInstance, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options: Omit<InjectOptions, 'method' | 'url'> = {}
): Promise<LightMyRequestResponse> {
  return await app.inject({ ...options, method, url: `/api/v1${path}` })
}

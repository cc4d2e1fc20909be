import type { DemoAccount } from '../platform/demo-accounts.js'
import { signIn, type HttpSession } from './http-session.js'

/** Somebody of the demonstration, signed in. */
export interface Player { login: string, displayName: string, session: HttpSession }

/** Signs people in when they are first needed. */
export interface Cast {
  player (login: string): Promise<Player>
  /** One person for each group that may have work in this case. */
  watchers (departments: Set<string>): Promise<Player[]>
}

export function createCast (origin: string, password: string, accounts: DemoAccount[]): Cast {
  const signedIn = new Map<string, Promise<Player>>()

  async function player (login: string): Promise<Player> {
    const account = accounts.find((one) => one.login === login)
    if (account === undefined) throw new Error(`the demonstration has no account ${login}`)
    const known = signedIn.get(login) ?? signIn(origin, login, password).then((session) => ({ login, displayName: account.displayName, session }))
    signedIn.set(login, known)
    return await known
  }

  return {
    player,
    watchers: async (departments) => {
      const groups = new Map<string, string>()
      for (const { login, groups: own } of accounts) {
        for (const group of own) if (departments.has(group.split('.')[0]!) && !groups.has(group)) groups.set(group, login)
      }
      return await Promise.all([...groups.values()].map(player))
    }
  }
}

import type { Person } from '../api/types.ts'

const personPlace = 'onelicence.person'
const leavingPlace = 'onelicence.leaving'

/** Who works on this device where there is no network. It opens nothing: the server asks for a session as ever. */
export function rememberPerson (person: Person): void {
  keep(personPlace, JSON.stringify(person))
}

export function rememberedPerson (): Person | null {
  return JSON.parse(kept(personPlace) ?? 'null') as Person | null
}

export function forgetPerson (): void {
  keep(personPlace, null)
}

/** That somebody has signed out where there was no network: their session is still to be closed. */
export const leaving = {
  note: (): void => { keep(leavingPlace, 'yes') },
  isNoted: (): boolean => kept(leavingPlace) !== null,
  forget: (): void => { keep(leavingPlace, null) }
}

/** A browser that keeps nothing goes without. */
function keep (place: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(place)
    else localStorage.setItem(place, text)
  } catch {}
}

function kept (place: string): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

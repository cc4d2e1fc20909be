import type { Person } from '../api/types.ts'

const place = 'onelicence.person'

/** Who works on this device where there is no network. It opens nothing: the server asks for a session as ever. */
export function rememberPerson (person: Person): void {
  try {
    localStorage.setItem(place, JSON.stringify(person))
  } catch {}
}

export function rememberedPerson (): Person | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Person | null
  } catch {
    return null
  }
}

export function forgetPerson (): void {
  try {
    localStorage.removeItem(place)
  } catch {}
}

/** 经营主体, as it is registered. */
export interface Business { usci: string, name: string }

/** Credit codes have capital letters only, however they are typed. */
export function asRegistered (businesses: readonly Business[]): Business[] {
  return businesses.map(({ usci, name }) => ({ usci: usci.toUpperCase(), name }))
}

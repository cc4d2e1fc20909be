/**
 * What makes two addresses the same premises: the county and the address without the ways of writing it (width, spaces, punctuation,
 * letter case). "西大街８号 1 楼" and "西大街8号1楼" are one place.
 */
export function premisesKey (division: string, address: string): string {
  const plain = address.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')
  return `${division}:${plain}`
}

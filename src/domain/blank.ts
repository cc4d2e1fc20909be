/** Whether an entry says nothing: no text, or nothing but spaces. */
export function isBlank (entry: unknown): boolean {
  return typeof entry !== 'string' || entry.trim() === ''
}

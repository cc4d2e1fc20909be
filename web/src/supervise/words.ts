/** `3` of `12` as `25%`; nothing of nothing as a dash. */
export function share (part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round(part / whole * 100)}%`
}

/** Lights in the order of their urgency, with their names and the colours that charts use for them (4.5 : 1 on white). */
export const lights = [
  { id: 'green', name: '正常', colour: '#17663a' },
  { id: 'yellow', name: '临近', colour: '#b7791f' },
  { id: 'red', name: '紧急', colour: '#d1495b' },
  { id: 'overdue', name: '超期', colour: '#7a1410' }
] as const
export type LightId = typeof lights[number]['id']

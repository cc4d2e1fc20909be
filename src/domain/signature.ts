/** A signature as it was written on a screen: its strokes, each `[x, y, x, y, …]` in a box of `signatureBox` units. Pure. */
export type Strokes = number[][]

export const signatureBox = { width: 600, height: 200 } as const
/** Of all strokes together: several times what a long name takes. */
export const mostPoints = 5000

export function pointsIn (strokes: Strokes): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0)
}

/** Why this is no signature that is taken; undefined: it is. */
export function strokesProblem (value: unknown): string | undefined {
  if (!areStrokes(value)) return '不是笔迹'
  return pointsIn(value) > mostPoints ? `笔迹太长（最多 ${mostPoints} 个点），请重签` : undefined
}

/** Whether these are strokes within the box, of one point at least each. */
export function areStrokes (value: unknown): value is Strokes {
  return Array.isArray(value) && value.length > 0 && value.every((stroke) => Array.isArray(stroke) && stroke.length >= 2 && stroke.length % 2 === 0 && stroke.every(isInBox))
}

function isInBox (one: unknown, index: number): boolean {
  const most = index % 2 === 0 ? signatureBox.width : signatureBox.height
  return Number.isInteger(one) && Number(one) >= 0 && Number(one) <= most
}

const hourMs = 3_600_000

/** Hours that a sign-in lasts from its last prolonging, and in all. */
export interface SessionHours { usual: number, longest: number }

/** When a session ends that goes on from `now`: after its usual time, never beyond its longest. */
export function sessionEndFrom (now: Date, beganAt: Date, hours: SessionHours): Date {
  return new Date(Math.min(now.getTime() + hours.usual * hourMs, lastEnd(beganAt, hours)))
}

/** Whether a session that ends then can go on beyond that. */
export function isProlongable (endsAt: Date, beganAt: Date, hours: SessionHours): boolean {
  return endsAt.getTime() < lastEnd(beganAt, hours)
}

function lastEnd (beganAt: Date, { longest }: SessionHours): number {
  return beganAt.getTime() + longest * hourMs
}

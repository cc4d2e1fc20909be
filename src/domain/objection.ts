import type { CivilDate } from './time.js'

/** Objections are taken on every day of a public notice, its first and last included (公示期内). */
export function takesObjections (notice: { state: string, beginsOn: CivilDate | null, endsOn: CivilDate | null }, today: CivilDate): boolean {
  return notice.state === 'arranged' && notice.beginsOn !== null && notice.endsOn !== null && notice.beginsOn <= today && today <= notice.endsOn
}

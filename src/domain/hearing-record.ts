import { isBlank } from './blank.js'
import type { Refusal } from './decision-rules.js'

/** When and where a hearing is held and who leads it, as its announcement has to say (行政许可法第四十八条第一款); `startsAt` HH:mm in China. */
export interface HearingArrangement { place: string, startsAt: string, chair: string }

/**
 * What an announcement lacks. A form of before there were these fields sends none of them (`undefined`): that hearing is held, and told of, as it
 * was then.
 */
export function hearingArrangementRefusal ({ place, startsAt, chair }: Record<string, unknown>, reviewer: string | undefined): Refusal {
  if (place === undefined && startsAt === undefined && chair === undefined) return undefined
  if (!isClockTime(startsAt)) return '请选择听证开始的时刻'
  if (isBlank(place)) return '请填写听证地点'
  return isBlank(chair) || chair === reviewer ? '请填写听证主持人，不能是本件的审查人员' : undefined
}

export function hearingArrangement ({ place, startsAt, chair }: Record<string, unknown>): HearingArrangement | undefined {
  return typeof place === 'string' && typeof chair === 'string' && isClockTime(startsAt) ? { place, startsAt, chair } : undefined
}

function isClockTime (value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
}

/** What a record lacks: who took part have to have confirmed it (行政许可法第四十八条第二款). A form of before there were these fields sends none of them. */
export function hearingRecordRefusal ({ recorder, participants, isConfirmed }: Record<string, unknown>): Refusal {
  if (recorder === undefined && participants === undefined && isConfirmed === undefined) return undefined
  if (isBlank(recorder)) return '请填写听证记录人'
  if (isBlank(participants)) return '请逐行填写参加人：姓名，身份'
  return isConfirmed === true ? undefined : '请先将笔录交参加人确认无误，并由其签字或者盖章'
}

/** One a line: 姓名，身份. */
export function participantsIn (text: string): { name: string, role: string }[] {
  return linesOf(text).map((line) => {
    const [name, ...role] = line.split(/[，,]/)
    return { name: name!.trim(), role: role.join('，').trim() || '参加人' }
  })
}

/** One a line: 发言人：要点; a line without speaker is the record's own. */
export function statementsIn (text: string): { speaker: string, words: string }[] {
  return linesOf(text).map((line) => {
    const [, speaker, words] = /^([^：:]{1,20})[：:](.+)$/.exec(line) ?? []
    return speaker === undefined || words === undefined ? { speaker: '笔录', words: line } : { speaker: speaker.trim(), words: words.trim() }
  })
}

function linesOf (text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}

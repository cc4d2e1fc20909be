import { isBlank } from './blank.js'
import type { Refusal } from './decision-rules.js'
import type { CivilDate } from './time.js'

/** 事后核查: as committed or filed; not so, hence to be corrected; or the permit was got by fraud, so it seems, which nothing corrects (行政许可法第六十九条第二款). */
export function checkPostCheck ({ result, facts }: Record<string, unknown>): Refusal {
  if (result !== 'met' && result !== 'not-met' && result !== 'suspected-fraud') return '请选择核查结果'
  return result === 'met' || !isBlank(facts) ? undefined : '与承诺（备案）不符的，请写明事实'
}

/** 改正复查: what was ordered in time may be found at any time; that it was not, only when its time is over. */
export function checkRecheck ({ result, facts }: Record<string, unknown>, { today, correctionDueOn }: { today: CivilDate, correctionDueOn: CivilDate | null }): Refusal {
  if (result !== 'met' && result !== 'not-met') return '请选择核查结果'
  if (result === 'met') return undefined
  if (isBlank(facts)) return '与承诺（备案）不符的，请写明事实'
  return correctionDueOn === null || today > correctionDueOn ? undefined : `改正期限到 ${correctionDueOn} 届满，期满之前不能认定没有改正`
}

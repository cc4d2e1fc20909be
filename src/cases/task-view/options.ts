import type { Knex } from 'knex'
import { visitSightOf } from '../task-rules.js'
import type { PermitContext } from '../permit-context.js'
import type { Option } from './task-view.js'

const needsMending: Option = { value: 'deficient', label: '需补正' }

/** The decisions that make sense at this point; a form offers no others. */
export async function optionsFor (tx: Knex, elementId: string, context: PermitContext): Promise<Option[]> {
  switch (elementId) {
    case 'pre-review': return verdictOptions(context)
    case 'decide-on-the-spot': return spotOptions(context)
    case 'confirm-non-acceptance': return [{ value: 'confirmed', label: '确认不予受理' }, { value: 'returned', label: '退回审查' }]
    case 'review': return await opinionOptions(tx, context)
    case 'decide': return await decisionOptions(tx, context)
    case 'post-check':
    case 'post-check-recheck': return [{ value: 'met', label: '相符' }, { value: 'not-met', label: '不相符' }]
    default: return []
  }
}

function verdictOptions ({ subCase }: PermitContext): Option[] {
  const ordinary = [{ value: 'complete', label: '材料齐全、符合法定形式' }, needsMending]
  if (subCase.review_round > 0) return ordinary
  return [...ordinary, { value: 'not-required', label: '依法无须取得许可' }, { value: 'non-acceptance', label: '不属本机关职权，提请不予受理' }]
}

function spotOptions ({ permit }: PermitContext): Option[] {
  if (permit.kind === '备案') return [{ value: 'filed', label: '备案' }, needsMending]
  return [{ value: 'granted', label: '准予许可' }, needsMending, { value: 'ordinary', label: '转一般程序' }]
}

async function opinionOptions (tx: Knex, { subCase }: PermitContext): Promise<Option[]> {
  const refuse = { value: 'refuse', label: '拟不予许可' }
  return await visitSightOf(tx, subCase) === 'failed' ? [refuse] : [{ value: 'grant', label: '拟准予许可' }, refuse]
}

async function decisionOptions (tx: Knex, { subCase }: PermitContext): Promise<Option[]> {
  const others = [{ value: 'refused', label: '不予许可' }, { value: 'returned', label: '退回审核' }]
  return await visitSightOf(tx, subCase) === 'failed' ? others : [{ value: 'granted', label: '准予许可' }, ...others]
}

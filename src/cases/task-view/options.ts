import type { Knex } from 'knex'
import { conclusionNames, procedureFactsOf, procedureKindOf, procedureNames } from '../../domain/special-procedures.js'
import { banOn } from '../application-ban.js'
import { proceduresToCallFor } from '../special-procedures.js'
import { grantSightOf } from '../task-rules.js'
import type { PermitContext } from '../permit-context.js'
import type { Option } from './task-view.js'

const checkOptions: Option[] = [{ value: 'met', label: '相符' }, { value: 'not-met', label: '不相符' }]
const needsMending: Option = { value: 'deficient', label: '需补正' }

/** The decisions that make sense at this point; a form offers no others. */
export async function optionsFor (tx: Knex, elementId: string, context: PermitContext): Promise<Option[]> {
  switch (elementId) {
    case 'pre-review': return verdictOptions(context, await banOn(tx, context) !== undefined)
    case 'decide-on-the-spot': return spotOptions(context)
    case 'confirm-non-acceptance': return [{ value: 'confirmed', label: '确认不予受理' }, { value: 'returned', label: '退回预审' }]
    case 'review': return await opinionOptions(tx, context)
    case 'decide': return await decisionOptions(tx, context)
    case 'post-check': return [...checkOptions, { value: 'suspected-fraud', label: '涉嫌欺骗取得' }]
    case 'post-check-recheck': return checkOptions
    case 'decide-revocation': return context.permit.kind === '备案'
      ? [{ value: 'revoked', label: '取消备案' }, { value: 'maintained', label: '不取消备案' }]
      : [{ value: 'revoked', label: '撤销许可' }, { value: 'maintained', label: '不予撤销' }]
    default: return procedureOptions(elementId, context)
  }
}

function procedureOptions (elementId: string, { permit }: PermitContext): Option[] {
  const task = procedureKindOf(elementId)
  if (task === undefined) return []
  const { favourable, unfavourable } = conclusionNames[task.kind]
  if (task.step === 'conclude') return [{ value: 'favourable', label: favourable }, { value: 'unfavourable', label: unfavourable }]
  const held = { value: 'held', label: '进行' }
  return procedureFactsOf(permit, task.kind)?.law_locked === true ? [held] : [held, { value: 'not-needed', label: '不需要' }]
}

function verdictOptions ({ subCase }: PermitContext, isBanned: boolean): Option[] {
  if (subCase.accepted_at !== null) return [{ value: 'complete', label: '已视为受理，转审核' }]
  const ordinary = [{ value: 'complete', label: '材料齐全、符合法定形式' }, needsMending]
  if (subCase.review_round > subCase.stage_first_round) return ordinary
  return [...ordinary, { value: 'not-required', label: '依法无须取得许可' }, { value: 'non-acceptance', label: isBanned ? '在不得再次申请的期限内，提请不予受理' : '不属本机关职权，提请不予受理' }]
}

function spotOptions ({ subCase, permit }: PermitContext): Option[] {
  if (permit.kind === '备案') return [{ value: 'filed', label: '备案' }, needsMending]
  const mending = subCase.accepted_at === null ? [needsMending] : []
  return [{ value: 'granted', label: '准予许可' }, ...mending, { value: 'ordinary', label: '转一般程序' }]
}

async function opinionOptions (tx: Knex, context: PermitContext): Promise<Option[]> {
  const refuse = { value: 'refuse', label: '拟不予许可' }
  const procedures = (await proceduresToCallFor(tx, context)).map((kind) => ({ value: kind, label: `先进行${procedureNames[kind]}` }))
  return [...await canBeGranted(tx, context) ? [{ value: 'grant', label: '拟准予许可' }] : [], refuse, ...procedures]
}

async function decisionOptions (tx: Knex, context: PermitContext): Promise<Option[]> {
  const others = [{ value: 'refused', label: '不予许可' }, { value: 'returned', label: '退回审核' }]
  const granted = { value: 'granted', label: context.subCase.stage === 'preparation' ? '同意筹建' : '准予许可' }
  return await canBeGranted(tx, context) ? [granted, ...others] : others
}

/** A grant that the law forbids isn't offered. */
async function canBeGranted (tx: Knex, context: PermitContext): Promise<boolean> {
  const { visit, ungrantedPrior } = await grantSightOf(tx, context)
  return visit !== 'failed' && ungrantedPrior === undefined
}

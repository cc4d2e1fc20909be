import type { Limit } from '../../catalogue/types.js'
import type { Guide, GuidePermit } from '../../domain/guide.js'
import { limitInWords } from '../../domain/limit-words.js'
import { note, table, type Block } from '../blocks.js'
import { permitName, type Section } from './section.js'

interface LimitRow { name: string, statutory: Limit | null, promised: Limit, starts: string, extension: Limit | null, delivery: Limit | null }

/** 多久: statutory and promised limit of every permit and stage, and both sums. */
export function limitSection ({ permits, limits }: Guide): Section {
  const { statutory, promised, assumption } = limits
  return {
    title: '办理时限',
    blocks: [
      table(permits.flatMap(limitRows), [
        ['事项', 5, ({ name }) => name],
        ['法定时限', 2.6, (row) => row.statutory === null ? undefined : limitInWords(row.statutory)],
        ['承诺时限', 2.6, (row) => limitInWords(row.promised)],
        ['起算', 2, ({ starts }) => starts],
        ['可延长', 2.2, ({ extension }) => extension === null ? '不延长' : limitInWords(extension)],
        ['送达', 2.2, ({ delivery }) => delivery === null ? undefined : limitInWords(delivery)]
      ]),
      table([
        ['逐项办理，一项接一项', statutory.serial, promised.serial] as const,
        ['一业一证，同时办理', statutory.parallel, promised.parallel] as const
      ], [
        ['全部事项合计', 6, ([name]) => name],
        ['按法定时限', 3, (row) => `${row[1]}个工作日`],
        ['按承诺时限', 3, (row) => `${row[2]}个工作日`]
      ]),
      ...(assumption === '' ? [] : [note(`合计怎样算：${assumption}。`)]),
      ...permits.flatMap(procedureNotes)
    ]
  }
}

/** 收费、有效期与延续. */
export function validitySection ({ permits }: Guide): Section {
  return {
    title: '收费、有效期与延续',
    blocks: [table(permits, [
      ['事项', 3.4, (permit) => permit.name],
      ['发给的证件', 3, (permit) => permit.certificate],
      ['收费', 1.4, (permit) => permit.fees],
      ['有效期', 2.8, (permit) => permit.validity],
      ['延续', 4.6, (permit) => permit.renewal?.text ?? '不需要延续']
    ])]
  }
}

/** 到哪里办、问谁. */
export function placeSection (guide: Guide): Section {
  return {
    title: '办理地点和电话',
    blocks: [
      table(guide.places, [
        ['实施机关', 3.4, ({ departmentName }) => departmentName],
        ['窗口', 3.4, ({ window }) => window],
        ['地址', 2.2, ({ address }) => address],
        ['电话', 2.2, ({ telephone }) => telephone],
        ['事项', 4, ({ permits }) => permits.map((id) => permitName(guide, id)).join('、')]
      ]),
      note('只到一个综合窗口：前台一窗受理，后台分送各部门办理，证件统一送达（方案 三（三））。网上申报在开封政务服务网“一件事一次办”专栏。')
    ]
  }
}

/** A permit in stages has a row for each: their clocks are apart, so the permit as a whole has no limit of its own. */
function limitRows ({ name, limits, isInstant }: GuidePermit): LimitRow[] {
  const { statutory, promised, extension, delivery, stages } = limits
  const starts = limits.starts === 'received' || isInstant ? '收到申请' : '受理'
  if (stages.length === 0) return [{ name, statutory, promised, starts, extension, delivery }]
  return stages.map((stage, index) => ({ name: `${name}：${stage.name}`, statutory: stage.statutory, promised: stage.promised, starts: index === 0 ? starts : '收到该段申请', extension, delivery }))
}

function procedureNotes ({ name, specialProcedures, queue }: GuidePermit): Block[] {
  const procedures = specialProcedures.map(({ type, excluded, duration, basis, note: about }) =>
    note(`${name}的${type}：${duration === null ? '' : `${limitInWords(duration)}，`}${excluded ? `所需时间不计入办理时限（${basis}）` : '所需时间计入办理时限'}。${about}。`))
  return queue === null ? procedures : [...procedures, note(`${name}的排队：${queue.when}，按受理先后（${queue.basis}）。`)]
}

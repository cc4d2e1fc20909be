import type { Guide, GuidePermit } from '../../domain/guide.js'
import { limitInWords } from '../../domain/limit-words.js'
import { heading, line, note, table, type Block } from '../blocks.js'
import type { Section } from './section.js'

/** 办哪些事: every permit with who decides, how it is handled and in which situation. */
export function permitSection ({ permits, undetermined }: Guide): Section {
  const open = undetermined.filter(({ id }) => permits.every((permit) => permit.id !== id))
  return {
    title: '要办的事项',
    blocks: [
      table(permits, [
        ['序号', 1, (_permit, index) => index + 1],
        ['事项', 4.6, (permit) => permit.name],
        ['类别', 2, (permit) => permit.kind],
        ['实施部门', 3.6, (permit) => `${permit.department.name}（${permit.level}）`],
        ['怎样办理', 3.6, mannerOf],
        ['什么情形办', 5, situationOf]
      ]),
      ...dependencyNotes(permits),
      ...(open.length === 0 ? [] : [note(`还要看其余问题的回答才能确定：${open.map(({ name }) => name).join('、')}。`)])
    ]
  }
}

/** 受理标准: conditions, commitment and what is looked at on the premises, permit by permit. */
export function conditionSection ({ permits }: Guide): Section {
  return { title: '办理条件（受理、审批标准）', blocks: permits.flatMap(conditionBlocks) }
}

/** 设定依据. */
export function basisSection ({ permits }: Guide): Section {
  return {
    title: '设定依据',
    blocks: [table(permits, [
      ['事项', 3, (permit) => permit.name],
      ['依据', 8, (permit) => permit.legalBasis.map(({ law, article, note: about }) => `${law}${article ?? ''}${about === null ? '' : `（${about}）`}`).join('；')]
    ])]
  }
}

function mannerOf (permit: GuidePermit): string {
  if (permit.settledElsewhere !== null) return permit.settledElsewhere === 'held' ? '已持有，不再办理' : '另行办理'
  const manner = permit.commitment.chosen ? '告知承诺' : permit.isInstant ? '当场办结' : '一般程序'
  return [
    manner,
    ...(permit.commitment.allowed && !permit.commitment.chosen ? ['可选告知承诺'] : []),
    ...(permit.inspection.beforeDecision ? ['须现场核查'] : []),
    ...(permit.limits.stages.length > 0 ? [`分${permit.limits.stages.map(({ name }) => name).join('、')}两段`] : [])
  ].join('；')
}

function situationOf ({ choice, appliesWhen, inclusionNote }: GuidePermit): string {
  const situation = appliesWhen ?? '本行业均须办理'
  return [choice === 'optional' ? `自愿选择：${situation}` : situation, ...(inclusionNote === null ? [] : [inclusionNote])].join('。')
}

function dependencyNotes (permits: GuidePermit[]): Block[] {
  return permits.flatMap((permit) => permit.dependsOn.filter(({ kind }) => kind === 'hard')
    .map(({ name, stage, note: about }) => note(`先后：“${permit.name}”${stage === null ? '' : `的${stage}`}以“${name}”的结果为前提（${about}）。`)))
}

function conditionBlocks (permit: GuidePermit): Block[] {
  return [
    heading(permit.name),
    ...permit.conditions.map((condition, index) => line(`${index + 1}. ${condition}`)),
    ...(permit.commitment.allowed ? [note(`告知承诺：可以选择。${permit.commitment.note}${postCheckOf(permit)}`)] : [note(`告知承诺：不适用。${permit.commitment.note}`)]),
    ...(permit.inspection.checkItems.length === 0 ? [] : [note(`${permit.inspection.beforeDecision ? '现场核查' : '核查'}内容：${permit.inspection.checkItems.map(({ text }) => text).join('、')}。`)]),
    ...permit.notes.map((text) => note(`提示：${text}`))
  ]
}

function postCheckOf ({ commitment }: GuidePermit): string {
  return commitment.postCheckWithin === null ? '' : `；决定后${limitInWords(commitment.postCheckWithin)}内核查`
}

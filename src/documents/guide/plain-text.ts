import type { Block } from '../blocks.js'
import type { Section } from './section.js'

/** Sections as lines for a terminal; a table's row is one line, its cells parted by ｜. */
export function plainLines (sections: Section[]): string[] {
  return sections.flatMap(({ title, blocks }) => ['', title, ...blocks.flatMap(linesOf).map((line) => `  ${line}`)])
}

function linesOf (block: Block): string[] {
  switch (block.type) {
    case 'heading': return [`【${block.text}】`]
    case 'note': return [`※ ${block.text}`]
    case 'facts': return block.facts.map(({ label, value }) => `${label}：${value}`)
    case 'table': return [block.columns.map(({ title }) => title), ...block.rows].map((cells) => cells.join('｜'))
    case 'signature': return [`${block.label}：`]
    case 'steps': return block.steps.map(({ title, actor, lines }, index) => `${index + 1}. ${title}（${actor}）：${lines.join('；')}`)
    default: return [block.text]
  }
}

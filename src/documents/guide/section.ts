import type { Guide } from '../../domain/guide.js'
import type { Block } from '../blocks.js'

/** A part of a guide or handbook under its own title, for paper and terminal alike. */
export interface Section { title: string, blocks: Block[] }

/** 一、二、三 … before the titles. */
export function numbered (sections: Section[]): Section[] {
  return sections.map(({ title, blocks }, index) => ({ title: `${ordinals[index]}、${title}`, blocks }))
}

export function permitName ({ permits }: Pick<Guide, 'permits'>, id: string): string {
  return permits.find((permit) => permit.id === id)?.name ?? id
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八']

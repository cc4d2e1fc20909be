import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from '../catalogue/utf8.js'

export interface Template { id: string, name: string, description: string, properties: TemplateProperty[] }
export interface TemplateProperty { type: string, value?: unknown, binding: Record<string, string> }

/** An element template file; null as content when it isn't JSON. */
export interface TemplateFile { file: string, name: string, template: Template | null }

export const templateFolder = '.camunda/element-templates'

export async function readTemplates (dir: string): Promise<TemplateFile[]> {
  const names = (await readdir(join(dir, templateFolder)).catch(() => [])).filter((name) => name.endsWith('.json')).sort()
  return await Promise.all(names.map(async (entry) => ({
    file: `${templateFolder}/${entry}`, name: entry.slice(0, -'.json'.length), template: parse(await readText(join(dir, templateFolder, entry)))
  })))
}

function parse (text: string): Template | null {
  try {
    return JSON.parse(text) as Template
  } catch {
    return null
  }
}

/**
 * The variables that a step returns, as its template tells the person who draws (「返回 route（on-the-spot、ended）、region。」), each with its
 * values; an empty list: any value.
 */
export function returnedBy ({ description }: Template): Record<string, string[]> {
  const [, list = ''] = /返回\s*([^。]+)。/.exec(description) ?? []
  return Object.fromEntries([...list.matchAll(/([A-Za-z]\w*)(?:（([^）]*)）)?/g)].filter(({ index }) => !isInBrackets(list, index))
    .map(([, name, values]) => [name!, values?.split('、') ?? []]))
}

/** The BPMN errors that a step throws (「…的抛出 findings-not-allowed。」). */
export function thrownBy ({ description }: Template): string[] {
  return [...description.matchAll(/抛出\s*([a-z][a-z-]*)/g)].map(([, code]) => code!)
}

function isInBrackets (text: string, index: number): boolean {
  const before = text.slice(0, index)
  return before.lastIndexOf('（') > before.lastIndexOf('）')
}

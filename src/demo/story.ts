import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { usciCheckCharacter } from '../domain/identifiers.js'
import { projectRoot } from '../project-root.js'

/** An application to play through, with what goes wrong on its way. Read from `src/demo/stories/<industry>.yaml` or `--answers FILE`. */
export interface Story {
  industry: string
  answers: Record<string, unknown>
  permits: string[]
  commitments: string[]
  form: Record<string, unknown>
  /** Materials to be handed in later (容缺). */
  tolerated: string[]
  /** Materials left out of the first submission. */
  omit: string[]
  /** Materials that pre-review finds deficient. */
  reject: { material: string, permit: string, reason: string, howToMend: string }[]
  /** Check items that the joint inspection wants rectified. */
  rectify: { checkItem: string, facts: string, requirement: string }[]
}

/** The story of an industry. Throws when there is none: name a file with `--answers`. */
export async function readStory (industry: string, answersFile?: string): Promise<Story> {
  const file = answersFile ?? join(projectRoot(), 'src', 'demo', 'stories', `${industry}.yaml`)
  const story = parse(await readFile(file, 'utf8')) as Partial<Story>
  return { omit: [], reject: [], rectify: [], permits: [], commitments: [], tolerated: [], answers: {}, form: {}, ...story, industry: story.industry ?? industry }
}

/** The same story for another holder, so that the demonstration can be played again on the same database (409 duplicate-permit otherwise). */
export function withFreshHolder (story: Story): Story {
  const serial = Date.now().toString(36).toUpperCase().replace(/[IOSVZ]/g, '0').padStart(9, '0').slice(-9)
  const body = `91410202${serial}`
  return { ...story, form: { ...story.form, usci: body + usciCheckCharacter(body) } }
}

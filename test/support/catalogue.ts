import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReleaseDraft } from '../../src/catalogue/drafts.js'
import type { PublishedIndustry } from '../../src/catalogue/types.js'
import { projectRoot } from '../../src/project-root.js'
import { setByTheRun } from './set-by-the-run.js'

/** The project's own catalogue folder. */
export const catalogueDir = join(projectRoot(), 'bpmn')

/** The convenience store as it would be published, a copy of one's own. test/run.ts has read it from the files, once for all tests. */
export async function storeDraft (): Promise<ReleaseDraft> {
  return JSON.parse(await readFile(setByTheRun(storeDraftVariable), 'utf8')) as ReleaseDraft
}

/** The variable that names the file of `storeDraft`. */
export const storeDraftVariable = 'ONELICENCE_TEST_STORE'

export async function convenienceStore (): Promise<PublishedIndustry> {
  return (await storeDraft()).content
}

/** A copy of the catalogue to break, removed at teardown; `edit` rewrites one file of it. */
export async function catalogueCopy (t: { teardown (run: () => Promise<void>): void }): Promise<{ dir: string, edit (file: string, change: (text: string) => string): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'onelicence-catalogue-'))
  t.teardown(async () => { await rm(dir, { recursive: true, force: true }) })
  await cp(catalogueDir, dir, { recursive: true })
  return {
    dir,
    async edit (file, change) {
      const before = await readFile(join(dir, file), 'utf8')
      const after = change(before)
      if (after === before) throw new Error(`the edit of ${file} changed nothing`)
      await writeFile(join(dir, file), after)
    }
  }
}

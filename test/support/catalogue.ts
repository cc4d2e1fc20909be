import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import type { PublishedIndustry } from '../../src/catalogue/types.js'

/** The project's own catalogue folder. */
export const catalogueDir = fileURLToPath(new URL('../../bpmn', import.meta.url))

export async function convenienceStore (): Promise<PublishedIndustry> {
  return resolveIndustry(await loadCatalogue(catalogueDir), 'convenience-store')
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

import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

export interface TestPlan {
  /** Run two at a time. */
  quick: string[]
  /** Run one after the other: they share the one engine. */
  onEngine: string[]
  /** Run beside those on the engine, longest first, one after the other while there are any: they start processes of their own. */
  onTheirOwn: string[]
  /** Some open pages in a browser. */
  usesPages: boolean
}

/**
 * Sorts test files (all under `test/` when none is named). A file that imports test/support/engine or test/support/web/site-on-engine, or lies under test/flows, needs the
 * shared engine; one under test/faults or test/cli, or that starts scratch servers, has processes of its own, which would slow each other down.
 */
export async function planTests (root: string, named: string[]): Promise<TestPlan> {
  const files = named.length > 0 ? await expand(root, named) : await testFilesUnder(root, join(root, 'test'))
  const plan: TestPlan = { quick: [], onEngine: [], onTheirOwn: [], usesPages: files.some((file) => file.startsWith('test/web/')) }
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8')
    if (/from '.*((support|\.)\/engine|\/site-on-engine)\.js'/.test(text) || file.startsWith('test/flows/')) plan.onEngine.push(file)
    else if (/^test\/(faults|cli)\//.test(file) || /from '.*\/scratch-servers\.js'/.test(text)) plan.onTheirOwn.push(file)
    else plan.quick.push(file)
  }
  plan.onTheirOwn.sort((a, b) => Number(isLong(b)) - Number(isLong(a)))
  return plan
}

/** More than a minute each: with one of them begun last, nothing would run beside it. */
function isLong (file: string): boolean {
  return /^test\/(faults|simulation|cli\/start-)/.test(file)
}

async function expand (root: string, named: string[]): Promise<string[]> {
  const lists = await Promise.all(named.map(async (name) => {
    const path = resolve(root, name)
    return name.endsWith('.ts') ? [relative(root, path)] : await testFilesUnder(root, path)
  }))
  return lists.flat()
}

async function testFilesUnder (root: string, directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true })
  return entries.filter((entry) => entry.endsWith('.test.ts')).map((entry) => relative(root, join(directory, entry))).sort()
}

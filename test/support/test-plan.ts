import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

export interface TestPlan {
  /** Run two at a time. */
  quick: string[]
  /** Run one after the other: they share the one engine, or start whole stacks of their own. */
  serial: string[]
  needsEngine: boolean
}

/**
 * Sorts test files (all under `test/` when none is named). A file that imports test/support/engine needs the shared engine; one under
 * test/flows, test/faults or test/cli starts things of its own that would slow each other down.
 */
export async function planTests (root: string, named: string[]): Promise<TestPlan> {
  const files = named.length > 0 ? await expand(root, named) : await testFilesUnder(root, join(root, 'test'))
  const plan: TestPlan = { quick: [], serial: [], needsEngine: false }
  for (const file of files) {
    const usesEngine = /from '.*(support|\.)\/engine\.js'/.test(await readFile(join(root, file), 'utf8'))
    const isHeavy = /^test\/(flows|faults|cli)\//.test(file)
    if (usesEngine || file.startsWith('test/flows/')) plan.needsEngine = true
    if (usesEngine || isHeavy) plan.serial.push(file)
    else plan.quick.push(file)
  }
  return plan
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

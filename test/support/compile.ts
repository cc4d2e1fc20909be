import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { isRunning } from './leftovers.js'

/**
 * The sources and tests as JavaScript, in a folder of this run's that keeps their tree. Node loads it as it is; through a loader of TypeScript every test file
 * would take seconds of processor to start. Source maps lead failures back to the sources.
 * @returns the folder; the caller removes it
 */
export async function compileTests (root: string): Promise<string> {
  const parent = join(root, '.data', 'test-builds')
  await mkdir(parent, { recursive: true })
  for (const name of await readdir(parent)) {
    if (!await isRunning(Number(name))) await rm(join(parent, name), { recursive: true, force: true })
  }
  const folder = join(parent, String(process.pid))
  const options: BuildOptions = { outdir: folder, outbase: root, format: 'esm', target: 'node20.10', loader: { '.json': 'copy' }, sourcemap: 'inline', sourcesContent: false, logLevel: 'warning' }
  const sources = await Promise.all(['src', 'workers', 'test'].map(async (part) => await filesUnder(join(root, part), /\.(ts|json)$/)))
  await build({ ...options, entryPoints: sources.flat() })
  await build({ ...options, entryPoints: await filesUnder(join(root, 'modeler-plugin'), /\.mts$/), outExtension: { '.js': '.mjs' } })
  return folder
}

async function filesUnder (folder: string, name: RegExp): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((file) => name.test(file)).map((file) => join(folder, file))
}

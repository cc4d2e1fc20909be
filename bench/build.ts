import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../src/project-root.js'
import type { Closers } from '../src/platform/closers.js'
import type { Program } from './deployment.js'

export const fromSources: Program = ['--import', 'tsx', join(projectRoot(), 'src', 'cli', 'onelicence.ts')]

/** Compiles the project as for production, beside node_modules so that its imports resolve, and leaves `dist/` alone. */
export async function buildProgram (closers: Closers): Promise<Program> {
  const root = projectRoot()
  const outDir = join(root, 'node_modules', '.cache', `onelicence-bench-${process.pid}`)
  closers.add('build', () => rm(outDir, { recursive: true, force: true }))
  await new Promise<void>((resolve, reject) => {
    const tsc = spawn(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir], { stdio: 'inherit' })
    tsc.on('error', reject)
    tsc.on('exit', (code) => code === 0 ? resolve() : reject(new Error(`the build ended with code ${code}`)))
  })
  return [join(outDir, 'src', 'cli', 'onelicence.js')]
}

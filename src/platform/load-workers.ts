import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Worker } from '../engine/define-worker.js'

const workersDirectory = fileURLToPath(new URL('../../workers/', import.meta.url))

/**
 * Every worker of a folder; the file's name is the job type.
 * @throws when a file exports no worker or one of another job type
 */
export async function loadWorkers (directory: string = workersDirectory): Promise<Worker[]> {
  const files = (await readdir(directory)).filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts')).sort()
  return await Promise.all(files.map(async (file) => {
    const module = await import(pathToFileURL(join(directory, file)).href) as { default?: Worker }
    const jobType = basename(file, extname(file))
    if (module.default?.jobType !== jobType) throw new Error(`workers/${file} must export by default a worker of job type ${jobType}`)
    return module.default
  }))
}

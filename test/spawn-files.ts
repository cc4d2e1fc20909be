import { join } from 'node:path'
import t from 'tap'

/** Runs test files, each as a process of its own, and says in TAP what they said. Arguments: the folder they were compiled into, how many at once, the files (`test/….test.ts`). */
const [folder, jobs, ...files] = process.argv.slice(2)
// tap would have every process note each module that it loads, for coverage, which takes seconds
const nodeOptions = `NODE_OPTIONS=${process.env.NODE_OPTIONS ?? ''}`

t.jobs = Number(jobs)
t.setTimeout(0)
await Promise.all(files.map(async (file) => await t.spawn(
  'env', [nodeOptions, process.execPath, '--enable-source-maps', join(folder!, file.replace(/\.ts$/, '.js'))], { buffered: t.jobs > 1, timeout: Number(process.env.TAP_TIMEOUT) * 1000 }, file
)))

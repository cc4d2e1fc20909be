import { join } from 'node:path'
import t from 'tap'

/** Runs test files, each as a process of its own, and says in TAP what they said. Arguments: the folder they were compiled into, how many at once, the files (`test/….test.ts`). */
const [folder, jobs, ...files] = process.argv.slice(2)

t.jobs = Number(jobs)
t.setTimeout(0)
await Promise.all(files.map(async (file) => await t.spawn(
  process.execPath, ['--enable-source-maps', join(folder!, file.replace(/\.ts$/, '.js'))], { buffered: t.jobs > 1, timeout: Number(process.env.TAP_TIMEOUT) * 1000 }, file
)))

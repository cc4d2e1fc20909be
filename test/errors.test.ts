import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { errorRegistry } from '../src/errors.js'
import { projectRoot } from '../src/project-root.js'

t.test('docs/errors.md lists the codes of the registry, each with its status and sentence, and no others', async (t) => {
  const text = await readFile(join(projectRoot(), 'docs', 'errors.md'), 'utf8')
  const documented = [...text.matchAll(/^\| `([a-z-]+)` \| (\d+) \| ([^|]+) \|/gm)].map(([, code, status, message]) => [code, { status: Number(status), message: message!.trim() }])

  t.same(Object.fromEntries(documented), errorRegistry)
  t.equal(documented.length, Object.keys(errorRegistry).length, 'each once')
})

t.test('every error code that a model catches is in the registry', async (t) => {
  const bpmn = join(projectRoot(), 'bpmn')
  const files = (await readdir(bpmn, { recursive: true })).filter((file) => file.endsWith('.bpmn'))
  t.ok(files.length > 0)

  for (const file of files) {
    const codes = [...(await readFile(join(bpmn, file), 'utf8')).matchAll(/errorCode="([^"]*)"/g)].map(([, code]) => code!)
    for (const code of codes) t.ok(Object.hasOwn(errorRegistry, code), `${file}: ${code}`)
  }
})

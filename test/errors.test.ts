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

t.test('the codes marked 流程 are those that the models catch, and those alone', async (t) => {
  const bpmn = join(projectRoot(), 'bpmn')
  const models = (await readdir(bpmn, { recursive: true })).filter((file) => file.endsWith('.bpmn'))
  const caught = await Promise.all(models.map(async (file) => [...(await readFile(join(bpmn, file), 'utf8')).matchAll(/errorCode="([^"]*)"/g)].map(([, code]) => code!)))
  const text = await readFile(join(projectRoot(), 'docs', 'errors.md'), 'utf8')
  const marked = [...text.matchAll(/^\| `([a-z-]+)` \|[^|]+\|[^|]+\| 流程：/gm)].map(([, code]) => code!)

  t.same([...new Set(caught.flat())].sort(), marked.sort())
})

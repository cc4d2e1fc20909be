import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { caseStates, materialStates, subCaseStates } from '../src/domain/lifecycle.js'
import { projectRoot } from '../src/project-root.js'

const glossary = await readFile(join(projectRoot(), 'docs/glossary.md'), 'utf8')

t.test('every table has its word in the glossary', async (t) => {
  const folder = join(projectRoot(), 'migrations')
  const migrations = await Promise.all((await readdir(folder)).map(async (file) => await readFile(join(folder, file), 'utf8')))
  const tables = migrations.flatMap((sql) => [...sql.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name!))

  t.ok(tables.length > 0)
  t.same(tables.filter((name) => !new RegExp(`\\b(${name}|${name.replaceAll('_', ' ')})\\b`).test(glossary)), [])
})

t.test('every state has its row', async (t) => {
  for (const state of [...caseStates, ...subCaseStates, ...materialStates]) t.match(glossary, `| \`${state}\` |`, state)
})

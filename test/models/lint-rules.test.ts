import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import BpmnModdle from 'bpmn-moddle'
import t from 'tap'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import { checkRules } from '../../src/check/finding.js'
import { namesIn, root } from './models.js'

interface Report { id: string, message: string }
interface LinterModule {
  Linter: new (options: { resolver: unknown, config: unknown }) => { lint (element: unknown): Promise<Record<string, Report[]>> }
}
interface PluginModule { configs: { recommended: { rules: Record<string, string> } } }

const require = createRequire(import.meta.url)
const { Linter } = require('bpmnlint') as LinterModule
const plugin = require('bpmnlint-plugin-onelicence') as PluginModule
const fixtures = join(root, 'test/models/rules')

t.test('every rule is switched on, documented, and has valid and invalid diagrams', async (t) => {
  const rules = await namesIn('bpmnlint-plugin-onelicence/rules', '.js')

  const switchedOn = Object.keys(plugin.configs.recommended.rules).filter((rule) => rule.startsWith('onelicence/'))
  t.same(switchedOn.map((rule) => rule.replace('onelicence/', '')).sort(), rules)
  t.same(await namesIn('docs/lint-rules', '.md'), [...rules, ...checkRules].sort())
  t.same((await readdir(fixtures)).sort(), rules)
  for (const rule of rules) {
    const diagrams = await readdir(join(fixtures, rule))
    t.ok(diagrams.some((file) => file.startsWith('valid')) && diagrams.some((file) => file.startsWith('invalid')), rule)
  }
})

for (const rule of await readdir(fixtures)) {
  for (const file of await readdir(join(fixtures, rule))) {
    const what = file.startsWith('valid') ? 'reports nothing' : 'reports exactly the elements whose id begins with wrong-'
    t.test(`${rule}: ${file} ${what}`, async (t) => {
      const { rootElement, elementsById, warnings } = await new BpmnModdle({ zeebe }).fromXML(await readFile(join(fixtures, rule, file), 'utf8'))

      const reports = await lint(rule, rootElement)

      t.same(warnings, [], 'the diagram itself can be read')
      const expected = Object.keys(elementsById).filter((id) => id.startsWith('wrong-') && !isPartOf(id, Object.keys(elementsById)))
      t.same([...new Set(reports.map(({ id }) => id))].sort(), expected.sort())
      t.equal(expected.length > 0, file.startsWith('invalid'))
    })
  }
}

async function lint (rule: string, definitions: unknown): Promise<Report[]> {
  const resolver = { resolveRule: (_pkg: string, name: string): unknown => require(join(root, 'bpmnlint-plugin-onelicence/rules', `${name}.js`)) }
  const results = await new Linter({ resolver, config: { rules: { [`onelicence/${rule}`]: 'error' } } }).lint(definitions)
  return Object.values(results).flat()
}

/** `wrong-join-a` merely belongs to `wrong-join`. */
function isPartOf (id: string, ids: string[]): boolean {
  return ids.some((other) => other !== id && other.startsWith('wrong-') && id.startsWith(`${other}-`))
}

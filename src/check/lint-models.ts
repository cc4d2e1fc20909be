import { createRequire } from 'node:module'
import type { Finding } from './finding.js'
import { lintWords } from './lint-words.js'
import { lineOf, type Element, type Model } from './model.js'

interface Report { id: string, message: string, what?: string, howToMend?: string }
type Visit = (node: Element, reporter: { report (id: string, message: string, more?: object): void }) => unknown
interface Rule { check: Visit | { enter?: Visit, leave?: Visit } }
interface ResolvedRule { name: string, category: string, rule: Rule }
interface Linter { resolveRules (config: LintConfig): Promise<ResolvedRule[]> }
interface LintConfig { extends?: string[], rules?: Record<string, unknown> }
type Traverse = (root: Element, visit: { enter (node: Element): boolean | undefined, leave (node: Element): void }) => void

const require = createRequire(import.meta.url)
const bpmnlint = require('bpmnlint') as { Linter: new (options: { resolver: unknown }) => Linter }
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver') as new (options: { require: NodeJS.Require }) => unknown
const traverse = require('bpmnlint/lib/traverse') as Traverse

/** Rules of camunda-compat whose finding depends on the engine's version; the others are the same for each. */
const versioned = [
  'called-element', 'element-type', 'error-reference', 'implementation', 'io-mapping', 'no-expression', 'secrets', 'start-event-form', 'timer', 'user-task-form', 'version-tag'
]

/**
 * The recommended and our own rules, and what the pinned engine (8.6) and the next one (8.9) support; the latter apart, since of two
 * configurations with the same rules the last one holds. Expressions are seen to by checkVariables, once for equal ones;
 * tools of AI agents have no place in a licensing flow.
 */
export async function lintModels (models: Model[], dir: string): Promise<Finding[]> {
  const { configs: { 'camunda-cloud-8-6': pinned, 'camunda-cloud-8-9': next } } = require('bpmnlint-plugin-camunda-compat') as { configs: Record<string, Required<LintConfig>> }
  const configs = [
    {
      extends: ['bpmnlint:recommended', 'plugin:camunda-compat/camunda-cloud-8-6', 'plugin:onelicence/recommended'],
      rules: { 'camunda-compat/feel': 'off', 'camunda-compat/feel-compatibility': 'off', 'onelicence/known-job-type': ['error', { folder: dir }], 'onelicence/user-task-form': ['error', { folder: dir }] }
    },
    { rules: Object.fromEntries(Object.entries(next!.rules).filter(([name]) => (!(name in pinned!.rules) || versioned.includes(name)) && !name.startsWith('agent-')).map(([name, rule]) => [`camunda-compat/${name}`, rule])) }
  ]
  return (await Promise.all(models.map(async (model) => await lintModel(model, configs)))).flat()
}

/** Rules keep what they have seen, so each model has rules of its own. */
export async function lintModel (model: Model, configs: LintConfig[]): Promise<Finding[]> {
  const rules = await Promise.all(configs.map(async (config) => await new bpmnlint.Linter({ resolver: new NodeResolver({ require }) }).resolveRules(config)))
  return visitOnce(model, rules.flat())
}

/** All rules in one walk over the model, without its shapes, which no rule looks at one by one; bpmnlint itself walks once for each rule. */
function visitOnce (model: Model, rules: ResolvedRule[]): Finding[] {
  const findings: Finding[] = []
  const visits = rules.map(({ name, category, rule: { check } }) => ({
    enter: typeof check === 'function' ? check : check.enter,
    leave: typeof check === 'function' ? undefined : check.leave,
    reporter: {
      report (id: string, message: string, more: object = {}): void {
        findings.push(toFinding(model, name.split('/').at(-1)!, category, { ...more, id, message }))
      }
    },
    /** A rule that answers false sees nothing of what lies below. */
    skipped: null as Element | null
  }))
  traverse(model.definitions, {
    enter (node) {
      if (node.$type === 'bpmndi:BPMNDiagram') return false
      for (const visit of visits) if (visit.skipped === null && visit.enter?.(node, visit.reporter) === false) visit.skipped = node
      return undefined
    },
    leave (node) {
      for (const visit of visits) {
        if (visit.skipped === node) visit.skipped = null
        if (visit.skipped === null) visit.leave?.(node, visit.reporter)
      }
    }
  })
  return findings
}

function toFinding (model: Model, rule: string, category: string, { id, message, what, howToMend }: Report): Finding {
  const [knownWhat, knownMend] = lintWords[rule] ?? [`不符合规则 ${rule}（${message}）`, '对照同类流程改正']
  return {
    file: model.file,
    line: lineOf(model, id),
    element: { id, name: nameOf(model, id) },
    rule,
    what: what ?? knownWhat,
    howToMend: howToMend ?? knownMend,
    severity: category === 'error' ? 'error' : 'warning'
  }
}

function nameOf (model: Model, id: string): string | null {
  return [model.process, ...model.elements, ...model.definitions.rootElements].find((element) => element.id === id)?.name ?? null
}

import { isCompatible } from '@bpmn-io/semver-compat'
import { FeelAnalyzer } from '@bpmn-io/feel-analyzer'
import { camundaBuiltins, camundaReservedNameBuiltins } from '@camunda/feel-builtins'

/** The engine that the platform is built on. */
const engines = { camunda: '8.6' }
const builtins = [...camundaBuiltins, ...camundaReservedNameBuiltins] as { name: string, engines?: Record<string, string> }[]
const unavailable = new Set(builtins.filter((builtin) => builtin.engines !== undefined && !isCompatible(builtin.engines, engines)).map(({ name }) => name))

interface Found { valid: boolean, inputs?: { name: string }[], functions?: { name: string, type: string }[] }

/** Of a FEEL expression without its `=`. */
export interface Analysis {
  isValid: boolean
  /** Variables that it uses. */
  inputs: string[]
  /** Built-in functions that it calls and only later engines have. */
  unavailable: string[]
}

/** Equal expressions, of which there are many, are parsed once. */
export function createAnalysis (): (expression: string) => Analysis {
  const analyzer = new FeelAnalyzer({ parserDialect: 'camunda', builtins: camundaBuiltins, reservedNameBuiltins: camundaReservedNameBuiltins })
  const done = new Map<string, Analysis>()
  return (expression) => {
    const known = done.get(expression)
    if (known !== undefined) return known
    const { valid, inputs = [], functions = [] } = analyzer.analyzeExpression(expression) as Found
    const called = functions.filter(({ type }) => type === 'builtin').map(({ name }) => name)
    const analysis = { isValid: valid, inputs: inputs.map(({ name }) => name), unavailable: called.filter((name) => unavailable.has(name)) }
    done.set(expression, analysis)
    return analysis
  }
}

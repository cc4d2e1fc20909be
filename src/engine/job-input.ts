import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Worker } from './define-worker.js'

export interface JobInput {
  /** The variables to fetch from the engine: the schema's properties, nothing else. */
  variables: string[]
  /** What is wrong with a job's variables, in words for the incident; undefined when they fit. */
  problemOf (variables: Record<string, unknown>): string | undefined
}

/** Reads workers' input schemas, all with one compiler (one each would cost 9 MB). The reader throws when a schema itself is wrong. */
export function createInputReader (): (worker: Pick<Worker, 'jobType' | 'input'>) => JobInput {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
  formats.default(ajv)
  return ({ jobType, input }) => {
    const validate: ValidateFunction = ajv.compile(input)
    const { properties = {} } = input as { properties?: Record<string, unknown> }
    return {
      variables: Object.keys(properties),
      problemOf (variables) {
        if (validate(variables)) return undefined
        const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${variableName(instancePath)}${message ?? 'is invalid'}`)
        return `the variables of job "${jobType}" do not fit: ${problems.join('; ')}`
      }
    }
  }
}

function variableName (instancePath: string): string {
  return instancePath === '' ? '' : `${instancePath.slice(1).replaceAll('/', '.')} `
}

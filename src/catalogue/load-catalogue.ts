import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalogue, IndustryFile, PermitFile } from './catalogue.js'
import { CatalogueError, type CatalogueProblem } from './catalogue-error.js'
import { applyConfirmations, confirmationsFile, type Confirmation } from './confirmations.js'
import { confirmDecisions } from './decision-facts.js'
import { decidedDefaults } from './decided-defaults.js'
import { lawProblems } from './decision-law.js'
import { decidedPeriods, readDecisionTables } from './decision-tables.js'
import { checkReferences } from './references.js'
import { readPermitForm } from './permit-form.js'
import { schemaCheck, type SchemaName } from './schema-check.js'
import { parseYaml, readYamlFile, type YamlFile } from './yaml-file.js'

interface Confirmed { yaml: YamlFile, list: Confirmation[] }

const registries = ['fields', 'materials', 'questions', 'departments', 'regions', 'defaults', 'reasons', 'catalogue'] as const

/**
 * Reads and checks every catalogue file below `dir` (`bpmn/`): syntax, schema, permit forms, references between files. Facts that
 * `confirmations.yaml` confirms or corrects come as confirmed.
 * @param newConfirmations what `confirmations.yaml` is to say, in place of what it says
 * @throws CatalogueError with all problems, each with file, line and how to mend it.
 */
export async function loadCatalogue (dir: string, newConfirmations?: string): Promise<Catalogue> {
  const schemas = schemaCheck()
  const problems: CatalogueProblem[] = []
  const sources: Record<string, YamlFile> = {}

  async function read (schema: SchemaName, file: string, confirmed?: Confirmed): Promise<unknown> {
    const yaml = file === confirmationsFile && newConfirmations !== undefined ? parseYaml(file, newConfirmations) : await readYamlFile(dir, file)
    if (Array.isArray(yaml)) {
      problems.push(...yaml)
      return undefined
    }
    if (confirmed !== undefined) problems.push(...applyConfirmations(confirmed, yaml))
    problems.push(...schemas.check(schema, yaml))
    sources[file] = yaml
    return yaml.data
  }

  const confirmations = await read('confirmations', confirmationsFile) as Confirmation[]
  // Wrong ones are told with everything else; nothing can be judged by them
  const confirmed = { yaml: sources[confirmationsFile]!, list: problems.length > 0 ? [] : confirmations }
  const registryData: Record<string, unknown> = {}
  for (const name of registries) registryData[name] = withoutInherited(await read(name, `${name}.yaml`, confirmed))
  const permits = withoutInherited({} as Record<string, PermitFile>)
  for (const id of await foldersIn(dir, 'permits')) permits[id] = await read('permit', permitFile(id), confirmed) as PermitFile
  const industries = withoutInherited({} as Record<string, IndustryFile>)
  for (const id of await foldersIn(dir, 'industries')) industries[id] = await read('industry', industryFile(id), confirmed) as IndustryFile
  if (problems.length > 0) throw new CatalogueError(problems)

  const { catalogue: nextEdition, ...registryOf } = registryData
  const catalogue = { dir, ...registryOf, nextEdition, confirmations, permits, industries, forms: {}, sources } as unknown as Catalogue
  for (const permit of Object.values(permits)) {
    const form = await readPermitForm(catalogue, permit)
    catalogue.forms[permit.id] = form.components
    problems.push(...form.problems)
  }
  problems.push(...checkReferences(catalogue), ...await addDecisions(catalogue, confirmed))
  if (problems.length === 0) problems.push(...lawProblems(catalogue))
  if (problems.length > 0) throw new CatalogueError(problems)
  return catalogue
}

/** Reads the decision tables, as confirmed, and the periods that they set. */
async function addDecisions (catalogue: Catalogue, confirmed: Confirmed): Promise<CatalogueProblem[]> {
  const { tables, problems } = await readDecisionTables(catalogue.dir, { permit: Object.keys(catalogue.permits), material: Object.keys(catalogue.materials) })
  const twice = decidedPeriods.filter((period) => catalogue.defaults[period] !== undefined)
    .map((period) => catalogue.sources['defaults.yaml']!.problemAt([period], `“${period}”由决策表 deadline-defaults 设定，不能在这里再写一次`, '从 defaults.yaml 删去'))
  if (problems.length > 0) return [...problems, ...twice]
  const unfit = confirmDecisions(confirmed, tables)
  catalogue.decisions = tables
  catalogue.defaults = { ...catalogue.defaults, ...decidedDefaults(tables['deadline-defaults']) }
  return [...twice, ...unfit]
}

export function permitFile (id: string): string {
  return `permits/${id}/permit.yaml`
}

export function industryFile (id: string): string {
  return `industries/${id}/industry.yaml`
}

/** Looked up by ids that people write: `constructor` is none unless it is registered. */
function withoutInherited<Value> (records: Value): Value {
  return typeof records === 'object' && records !== null && !Array.isArray(records) ? Object.setPrototypeOf(records, null) as Value : records
}

async function foldersIn (dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
}

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalogue, IndustryFile, PermitFile } from './catalogue.js'
import { CatalogueError, type CatalogueProblem } from './catalogue-error.js'
import { checkReferences } from './references.js'
import { readPermitForm } from './permit-form.js'
import { createSchemaCheck, type SchemaName } from './schema-check.js'
import { readYamlFile, type YamlFile } from './yaml-file.js'

const registries = ['fields', 'materials', 'questions', 'departments', 'regions', 'defaults'] as const

/**
 * Reads and checks every catalogue file below `dir` (`bpmn/`): syntax, schema, permit forms, references between files.
 * @throws CatalogueError with all problems, each with file, line and how to mend it.
 */
export async function loadCatalogue (dir: string): Promise<Catalogue> {
  const schemaCheck = createSchemaCheck()
  const problems: CatalogueProblem[] = []
  const sources: Record<string, YamlFile> = {}

  async function read (schema: SchemaName, file: string): Promise<unknown> {
    const yaml = await readYamlFile(dir, file)
    if (Array.isArray(yaml)) {
      problems.push(...yaml)
      return undefined
    }
    problems.push(...schemaCheck.check(schema, yaml))
    sources[file] = yaml
    return yaml.data
  }

  const registryData: Record<string, unknown> = {}
  for (const name of registries) registryData[name] = await read(name, `${name}.yaml`)
  const permits: Record<string, PermitFile> = {}
  for (const id of await foldersIn(dir, 'permits')) permits[id] = await read('permit', permitFile(id)) as PermitFile
  const industries: Record<string, IndustryFile> = {}
  for (const id of await foldersIn(dir, 'industries')) industries[id] = await read('industry', industryFile(id)) as IndustryFile
  if (problems.length > 0) throw new CatalogueError(problems)

  const catalogue = { dir, ...registryData, permits, industries, forms: {}, sources } as unknown as Catalogue
  for (const permit of Object.values(permits)) {
    const form = await readPermitForm(catalogue, permit)
    catalogue.forms[permit.id] = form.components
    problems.push(...form.problems)
  }
  problems.push(...checkReferences(catalogue))
  if (problems.length > 0) throw new CatalogueError(problems)
  return catalogue
}

export function permitFile (id: string): string {
  return `permits/${id}/permit.yaml`
}

export function industryFile (id: string): string {
  return `industries/${id}/industry.yaml`
}

async function foldersIn (dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
}

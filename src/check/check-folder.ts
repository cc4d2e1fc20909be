import { readCalendarFiles } from '../catalogue/calendar-files.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { CatalogueError } from '../catalogue/catalogue-error.js'
import { checkIndustries } from './check-industries.js'
import { checkNames } from './check-names.js'
import { checkTaskForms } from './check-task-forms.js'
import { checkTemplates } from './check-templates.js'
import { checkVariables } from './check-variables.js'
import { checkWaysOut } from './check-ways-out.js'
import { findingOf, type Finding } from './finding.js'
import { lintModels } from './lint-models.js'
import { readDrawings } from './read-models.js'
import { readTemplates } from './template-words.js'

/** What was looked at, and what is wrong with it. */
export interface CheckResult { models: number, industries: number, findings: Finding[] }

/**
 * Everything about a catalogue folder (`bpmn/` or a copy of it) that can be known without running it: the files, the models, and how they fit
 * together. What can't be read is told and left out of the rest. @throws Error when there is no such folder.
 */
export async function checkFolder (dir: string): Promise<CheckResult> {
  const findings: Finding[] = []
  const { models, forms, findings: unreadable } = await readDrawings(dir)
  const templates = await readTemplates(dir)
  const catalogue = await told(findings, loadCatalogue(dir))
  await told(findings, readCalendarFiles(dir))
  findings.push(
    ...unreadable, ...checkNames(models, catalogue), ...checkTemplates(models, templates), ...checkVariables(models, templates), ...checkTaskForms(models, forms),
    ...checkWaysOut(models, templates), ...await lintModels(models, dir)
  )
  if (catalogue !== undefined) findings.push(...await checkIndustries(models, catalogue))
  return { models: models.length, industries: models.filter(({ file }) => file.endsWith('/flow.bpmn')).length, findings: inOrder(findings) }
}

/** What was read; undefined when it can't be, which is then among the findings. */
async function told<Read> (findings: Finding[], reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    findings.push(...error.problems.map((problem) => findingOf('catalogue', problem)))
    return undefined
  }
}

/** By file and line; what two checks say in the same words is said once. */
function inOrder (findings: Finding[]): Finding[] {
  const unique = new Map(findings.map((finding) => [JSON.stringify([finding.file, finding.element?.id, finding.what]), finding]))
  return [...unique.values()].sort((a, b) => a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1)
}

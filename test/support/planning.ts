import { readCalendarFiles } from '../../src/catalogue/calendar-files.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import type { PublishedIndustry } from '../../src/catalogue/types.js'
import { workCalendar, type WorkCalendar } from '../../src/domain/working-days.js'
import { catalogueDir } from './catalogue.js'

/** The project's own calendar: 2026, with its public holidays. */
export async function projectCalendar (): Promise<WorkCalendar> {
  const files = await readCalendarFiles(catalogueDir)
  return workCalendar(files.map(({ year }) => year), files.flatMap(({ days }) => days))
}

export async function allIndustries (): Promise<PublishedIndustry[]> {
  const catalogue = await loadCatalogue(catalogueDir)
  return Object.keys(catalogue.industries).map((id) => resolveIndustry(catalogue, id))
}

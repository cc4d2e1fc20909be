import type { Catalogue } from './catalogue.js'
import type { CatalogueProblem } from './catalogue-error.js'
import { confirmationsFile, placeOfFact } from './confirmations.js'
import { confirmersOf } from './open-facts.js'

/** What `catalogue.yaml` names must exist, and its dates be in order. */
export function checkEditionReferences ({ nextEdition, industries, regions, sources }: Catalogue): CatalogueProblem[] {
  const yaml = sources['catalogue.yaml']!
  const codes = new Set(regions.map(({ code }) => code))
  return Object.entries(nextEdition.industries).flatMap(([id, entry]) => {
    const path = ['industries', id]
    return [
      ...(industries[id] === undefined ? [yaml.problemAt(path, `没有行业“${id}”`, '改正标识，或先建立 industries/ 下的文件夹')] : []),
      ...entry.regions.filter((code) => !codes.has(code)).map((code) => yaml.problemAt([...path, 'regions'], `没有区划“${code}”`, '改为 regions.yaml 已列的 code')),
      ...(entry.from !== null && entry.until !== null && entry.from > entry.until ? [yaml.problemAt(path, `行业“${id}”的起始日期晚于截止日期`, '改正 from 或 until')] : [])
    ]
  })
}

/** A confirmation must be of a file that exists, and by a department whose word counts there. */
export function checkConfirmationReferences (catalogue: Catalogue): CatalogueProblem[] {
  const yaml = catalogue.sources[confirmationsFile]!
  return catalogue.confirmations.flatMap(({ fact, department }, index) => {
    if (!fact.startsWith('decisions/') && catalogue.sources[placeOfFact(fact).file] === undefined) return [yaml.problemAt([index, 'fact'], `没有“${fact}”这一处`, '改正 fact，见 onelicence confirm list')]
    const confirmers = confirmersOf(catalogue, fact)
    return confirmers.includes(department) ? [] : [yaml.problemAt([index, 'department'], `“${fact}”不归部门“${department}”确认`, `应由 ${confirmers.join('、')} 确认`)]
  })
}

import { CatalogueError } from './catalogue-error.js'
import type { Catalogue, IndustryPermit, MaterialUse, PermitFile } from './catalogue.js'
import { toleranceOf } from './decided-defaults.js'
import type { Material, Permit } from './types.js'

/** A permit as one industry uses it: the permit's own file, the industry's overrides, the registries' details. */
export function resolvePermit (catalogue: Catalogue, use: IndustryPermit): Permit {
  const file = merge(catalogue.permits[use.id]!, use.overrides) as PermitFile
  const { overrides, ...inclusion } = use
  const overridden = Object.keys(overrides)
  return {
    ...file,
    ...(overridden.length > 0 ? { overridden } : {}),
    ...inclusion,
    department: { id: file.department, name: departmentOf(catalogue, file).name },
    commitment: { ...file.commitment, lock: lockOf(file.commitment.lock) },
    inspection: { ...file.inspection, lock: lockOf(file.inspection.lock) },
    materials: file.materials.map((material) => resolveMaterial(catalogue, typeof material === 'string' ? { id: material } : material)),
    form_components: catalogue.forms[use.id]!
  }
}

function departmentOf (catalogue: Catalogue, permit: PermitFile): { name: string } {
  const department = catalogue.departments.departments[permit.department]
  if (department === undefined) {
    throw new CatalogueError([{ file: `permits/${permit.id}/permit.yaml`, line: null, what: `没有部门“${permit.department}”`, howToMend: '改正行业的 overrides.department' }])
  }
  return department
}

function lockOf<T extends { when?: unknown } | null> (lock: T): T {
  return lock === null ? lock : { ...lock, when: lock.when ?? null }
}

function resolveMaterial (catalogue: Catalogue, use: MaterialUse): Material {
  const entry = catalogue.materials[use.id]!
  return {
    ...entry,
    id: use.id,
    tolerance: toleranceOf(catalogue.decisions['material-tolerance'], { id: use.id, tolerable: entry.tolerable }),
    copies: use.copies ?? 1,
    covered_by_commitment: use.covered_by_commitment ?? entry.covered_by_commitment,
    required: use.required ?? true,
    applies_when: use.applies_when ?? null,
    note: use.note ?? null,
    stage: use.stage ?? null
  }
}

/** Keys of `change` replace those of `base`, level by level; lists are replaced as a whole. */
function merge (base: unknown, change: unknown): unknown {
  if (!isRecord(base) || !isRecord(change)) return change === undefined ? base : change
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(change)])]
    .map((key) => [key, Object.hasOwn(change, key) ? merge(base[key], change[key]) : base[key]]))
}

function isRecord (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

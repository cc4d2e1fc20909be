import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { componentOf } from '../domain/form-components.js'
import type { Catalogue, PermitFile } from './catalogue.js'
import type { CatalogueProblem } from './catalogue-error.js'
import type { Field, FormComponent } from './types.js'
import { readText } from './utf8.js'

/**
 * Reads `permits/<id>/<id>.form`, the layout of a permit's individual fields as drawn in the Modeler. What a field is stays declared in
 * permit.yaml; a form that asks for something else, or asks differently, is refused, so that browser and server never differ.
 */
export async function readPermitForm (catalogue: Catalogue, permit: PermitFile): Promise<{ components: FormComponent[], problems: CatalogueProblem[] }> {
  const file = `permits/${permit.id}/${permit.id}.form`
  const text = await readText(join(catalogue.dir, file)).catch(() => undefined)
  if (text === undefined) return failed(file, '没有这份个性字段表单', '在 Modeler 中新建，或从同类事项复制')
  const form = parseForm(text)
  if (form === undefined) return failed(file, '不是 Camunda 表单（JSON）', '用 Camunda Modeler 打开并重新保存')
  return { components: form.components, problems: compare(file, permit.fields.individual, form.components) }
}

function compare (file: string, fields: Field[], components: FormComponent[]): CatalogueProblem[] {
  const drawn = new Map(inputsOf(components).map((component) => [component.key!, component]))
  const problems: CatalogueProblem[] = []
  const tell = (what: string, howToMend: string): void => { problems.push({ file, line: null, what, howToMend }) }
  for (const field of fields) {
    const component = drawn.get(field.id)
    drawn.delete(field.id)
    if (component === undefined) {
      tell(`表单缺少字段“${field.id}”（${field.label}）`, '在表单中加上，或从 permit.yaml 的 fields.individual 删去')
      continue
    }
    const declared = componentOf(field, [])
    if (!isDrawnAsDeclared(component, declared)) tell(`字段“${field.id}”在表单中的写法与 permit.yaml 的声明不一致`, `应为 ${JSON.stringify(toDraw(declared))}`)
  }
  for (const key of drawn.keys()) tell(`表单中的字段“${key}”没有声明`, '在 permit.yaml 的 fields.individual 声明，或从表单删去')
  return problems
}

/** The merge puts in every rule that the declaration implies: a drawing need not repeat them, but may not contradict them. */
function isDrawnAsDeclared (component: FormComponent, declared: FormComponent): boolean {
  const { validate: drawn, ...kind } = rulesOf(component)
  const { validate: rules, ...declaredKind } = rulesOf(declared)
  return isDeepStrictEqual(kind, declaredKind) && drawn['required'] === rules['required'] &&
    Object.entries(drawn).every(([rule, value]) => isDeepStrictEqual(value, rules[rule]))
}

/** What is to be drawn at least, for the one who mends the form. */
function toDraw (declared: FormComponent): unknown {
  const { validate, ...kind } = rulesOf(declared)
  return { ...kind, validate: { required: validate['required'] } }
}

/** What a component demands of the value; label, layout and help text are free. */
function rulesOf ({ type, subtype, values, validate = {}, conditional, decimalDigits }: FormComponent): { validate: Record<string, unknown>, [kind: string]: unknown } {
  return { type, subtype, values: values?.map((option) => option.value), validate, hide: conditional?.hide, decimalDigits }
}

/** All components with a key, inside groups too. */
export function inputsOf (components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => component.key === undefined ? inputsOf(component.components ?? []) : [component])
}

function parseForm (text: string): { components: FormComponent[] } | undefined {
  try {
    const form = JSON.parse(text) as { components?: FormComponent[] }
    return Array.isArray(form.components) ? { components: form.components } : undefined
  } catch {
    return undefined
  }
}

function failed (file: string, what: string, howToMend: string): { components: FormComponent[], problems: CatalogueProblem[] } {
  return { components: [], problems: [{ file, line: null, what, howToMend }] }
}

import type { FormComponent } from '../catalogue/types.js'

/** Which of the options is taken. */
export type Choose = (key: string, options: readonly unknown[]) => unknown

/** What a task's form says that it takes: for every key the value entered, options in turn so that every way out is gone sometime. @param day entered for dates */
export function entriesOfForm (form: FormComponent | undefined, view: Record<string, unknown>, day: Date, choose: Choose): Record<string, unknown> {
  return Object.fromEntries((form?.components ?? []).flatMap((component) => entriesOf(component, view, day, choose)))
}

function entriesOf (component: FormComponent, view: Record<string, unknown>, day: Date, choose: Choose): [string, unknown][] {
  if (component.type === 'dynamiclist') return typeof component.path === 'string' ? [[component.path, view[component.path] ?? []]] : []
  if (component.components !== undefined) return component.components.flatMap((inner) => entriesOf(inner, view, day, choose))
  if (component.key === undefined) return []
  const given = view[component.key]
  return [[component.key, given ?? valueOf(component, view, day, choose)]]
}

function valueOf (component: FormComponent, view: Record<string, unknown>, day: Date, choose: Choose): unknown {
  const { type, key = '' } = component
  switch (type) {
    case 'select':
    case 'radio': return choose(key, optionsOf(component, view))
    case 'checklist':
    case 'taglist': return optionsOf(component, view).slice(0, 3)
    case 'checkbox': return true
    case 'number': return Number(component.validate?.min ?? 1)
    case 'datetime': return dateOf(component, day)
    default: return '情况属实'
  }
}

function dateOf ({ subtype }: FormComponent, at: Date): string {
  const local = new Date(at.getTime() + 8 * 60 * 60 * 1000).toISOString()
  return subtype === 'date' ? local.slice(0, 10) : `${local.slice(0, 16)}+08:00`
}

/** Options drawn in the form, or those that the task brings (`=taskView.options`). */
function optionsOf (component: FormComponent, view: Record<string, unknown>): unknown[] {
  if (component.values !== undefined) return component.values.map(({ value }) => value)
  const path = /^=\s*([\w.]+)\s*$/.exec(String(component.valuesExpression ?? ''))?.[1]
  const found = path?.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], view)
  return Array.isArray(found) ? found.map((option) => (option as { value?: unknown }).value ?? option) : []
}

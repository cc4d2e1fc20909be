/** As much of a Camunda form as the page looks at. */
export interface FormComponent { id: string, type: string, key?: string, path?: string, label?: string, valuesExpression?: string, components?: FormComponent[], [further: string]: unknown }
export interface FormSchema { components: FormComponent[], [further: string]: unknown }

/**
 * What of a task's form is filled in. Above its line a form repeats for Tasklist what the page shows beside it: the case, materials, earlier opinions. The few
 * decisions that a task has are all in sight, to be chosen with one press.
 */
export function partToFillIn (schema: FormSchema): FormSchema {
  const line = schema.components.findIndex(({ type }) => type === 'separator')
  const components = schema.components.slice(line + 1)
  return { ...schema, components: components.map((one) => one.type === 'select' && one.valuesExpression === '=taskView.options' ? { ...one, type: 'radio' } : one) }
}

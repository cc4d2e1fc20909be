/** As much of a Camunda form as the page looks at. */
export interface FormComponent { id: string, type: string, key?: string, path?: string, label?: string, valuesExpression?: string, components?: FormComponent[], [further: string]: unknown }
export interface FormSchema { components: FormComponent[], [further: string]: unknown }

/** What a form repeats for Tasklist, where there is no page around it: `<form>_title` and so on, as all forms of the catalogue call them. */
const shownByThePage = /_(title|refusal|summary|stated|materials|earlier|line)$/

/**
 * What of a task's form is filled in, and what only this form shows: the case, its materials, earlier opinions are on the page beside it. The few decisions that a
 * task has are all in sight, to be chosen with one press.
 */
export function partToFillIn (schema: FormSchema): FormSchema {
  const components = schema.components.filter(({ id, key }) => key !== undefined || !shownByThePage.test(id))
  return { ...schema, components: components.map((one) => one.type === 'select' && one.valuesExpression === '=taskView.options' ? { ...one, type: 'radio' } : one) }
}

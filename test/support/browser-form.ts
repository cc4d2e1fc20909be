/// <reference lib="dom" />
import { createRequire } from 'node:module'
import { Window } from 'happy-dom'
import type { Facts } from '../../src/domain/conditions.js'
import type { UnifiedForm } from '../../src/domain/unified-form.js'

/** What a browser says of a filled-in form: fields with an error, and what it would send. */
export interface BrowserVerdict { wrong: string[], sent: Record<string, unknown> }

/** Both ends of what people use: Tasklist of 8.6, and form-js as it is now. */
export type FormJs = 'form-js of Camunda 8.6' | 'form-js of today'

interface Viewer {
  importSchema (schema: unknown, data: unknown): Promise<{ warnings: unknown[] }>
  submit (): { data: Record<string, unknown>, errors: Record<string, unknown> }
  destroy (): void
  get (service: 'conditionChecker'): { applyConditions (data: unknown, context: unknown): Record<string, unknown> }
  get (service: 'formFieldRegistry'): { getAll (): { id: string, key?: string }[] }
  get (service: 'validator'): { validateFieldInstance (instance: { id: string, expressionContextInfo: object }, value: unknown): string[] }
  _getState (): { data: Record<string, unknown>, initialData: Record<string, unknown> }
}
type ViewerClass = new (options: object) => Viewer

/** The real form-js in a document without a screen. Globals are the test process's own. */
export function browserOf (version: FormJs): { rendered: Judge, unrendered: Judge } {
  openDocument()
  // Its modules for import name others in a way that only bundlers understand
  const { Form } = createRequire(import.meta.url)(version === 'form-js of today' ? '@bpmn-io/form-js-viewer' : 'form-js-viewer-8-6') as { Form: ViewerClass }
  return { rendered: async (form, data) => await rendered(Form, form, data), unrendered: async (form, data) => await unrendered(Form, form, data) }
}
type Judge = (form: UnifiedForm, data: Facts) => Promise<BrowserVerdict>

async function rendered (Form: ViewerClass, schema: UnifiedForm, given: Facts): Promise<BrowserVerdict> {
  const container = document.createElement('div')
  document.body.appendChild(container)
  const form = new Form({ container })
  await importWithoutWarnings(form, schema, given)
  const { data, errors } = form.submit()
  form.destroy()
  container.remove()
  return { wrong: Object.keys(errors).map((id) => id.replace(/^field_/, '')).sort(), sent: data }
}

/** The viewer's own import, conditions and validation; drawing a hundred fields takes a second. */
async function unrendered (Form: ViewerClass, schema: UnifiedForm, given: Facts): Promise<BrowserVerdict> {
  const form = new Form({ additionalModules: [{ renderer: ['value', null] }] })
  await importWithoutWarnings(form, schema, given)
  const { data, initialData } = form._getState()
  const sent = form.get('conditionChecker').applyConditions(data, data)
  const scope = { ...initialData, ...sent }
  const expressionContextInfo = { data: scope, this: scope, parent: null, i: [] }
  const shown = form.get('formFieldRegistry').getAll().filter(({ key }) => key !== undefined && Object.hasOwn(sent, key))
  const wrong = shown.filter(({ id, key }) => form.get('validator').validateFieldInstance({ id, expressionContextInfo }, sent[key!]).length > 0)
  form.destroy()
  return { wrong: wrong.map(({ key }) => key!).sort(), sent }
}

async function importWithoutWarnings (form: Viewer, schema: UnifiedForm, data: Facts): Promise<void> {
  const { warnings } = await form.importSchema(schema, { ...data })
  if (warnings.length > 0) throw new Error(`form-js warns: ${JSON.stringify(warnings)}`)
}

function openDocument (): void {
  if ('document' in globalThis) return
  const window = new Window()
  const names = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis) || name === 'Event' || name === 'CustomEvent')
  for (const name of names) Reflect.set(globalThis, name, Reflect.get(window, name))
  Reflect.set(globalThis, 'window', globalThis)
}

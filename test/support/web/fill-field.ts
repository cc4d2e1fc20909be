import type { Page } from 'playwright-core'

/** Fills in a field of the one form in the way of its element; one that the page doesn't ask for is left out. */
export async function fillField (page: Page, key: string, value: unknown): Promise<void> {
  const field = page.locator(`#field-${key}`)
  if (await field.count() === 0) return
  const [tag, type] = await field.evaluate((element) => [element.tagName, element.getAttribute('type')])
  const group = page.locator('fieldset', { has: field }).last()
  if (type === 'radio') await group.getByLabel(value === true ? '是' : value === false ? '否' : String(value), { exact: true }).check()
  else if (type === 'checkbox') for (const one of value as string[]) await group.getByLabel(one, { exact: true }).check()
  else if (tag === 'SELECT') await field.selectOption({ label: key === 'premises_division' ? '龙亭区' : String(value) })
  else await field.fill(String(value))
}

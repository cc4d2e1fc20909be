import { inChinese } from './form-in-chinese.ts'

/**
 * Keeps a form of form-js in Chinese and usable for those who don't see it: its choice fields are a bare text box to a screen reader, and say nothing of the list that
 * they open. What it draws anew is mended anew.
 * @returns stops it
 */
export function mendForm (container: HTMLElement): () => void {
  const observer = new MutationObserver(mend)
  const begin = (): void => observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['class', 'aria-label', 'placeholder'] })

  function mend (): void {
    observer.disconnect()
    translate(container)
    for (const input of container.querySelectorAll<HTMLInputElement>('.fjs-select-hidden-input')) mendChoice(input)
    for (const group of container.querySelectorAll<HTMLElement>('.fjs-form-field-radio, .fjs-form-field-checklist')) mendGroup(group)
    for (const field of container.querySelectorAll<HTMLElement>('.fjs-form-field')) mendError(field)
    begin()
  }
  mend()
  return () => observer.disconnect()
}

function translate (container: HTMLElement): void {
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const chinese = inChinese(text.nodeValue ?? '')
    if (chinese !== undefined) text.nodeValue = chinese
  }
  for (const name of ['aria-label', 'placeholder']) {
    for (const element of container.querySelectorAll(`[${name}]`)) {
      const chinese = inChinese(element.getAttribute(name) ?? '')
      if (chinese !== undefined) element.setAttribute(name, chinese)
    }
  }
}

/** Of the pattern "combobox with a list to choose from". */
function mendChoice (input: HTMLInputElement): void {
  const list = input.closest('.fjs-form-field')?.querySelector('.fjs-dropdownlist')
  const items = [...list?.querySelectorAll('.fjs-dropdownlist-item') ?? []]
  for (const [index, item] of items.entries()) setAll(item, { id: `${input.id}-choice-${index}`, role: 'option', 'aria-selected': String(item.classList.contains('focused')) })
  if (list) setAll(list, { id: `${input.id}-choices`, role: 'listbox', 'aria-label': '可选的内容' })
  setAll(input, { role: 'combobox', 'aria-haspopup': 'listbox', 'aria-expanded': String(list != null), 'aria-autocomplete': 'none', inputmode: 'none', autocomplete: 'off' })
  const focused = items.find((item) => item.classList.contains('focused'))
  for (const [name, id] of [['aria-controls', list?.id], ['aria-activedescendant', focused?.id]] as const) {
    if (id === undefined || id === '') input.removeAttribute(name)
    else input.setAttribute(name, id)
  }
}

/** Radio buttons belong together under the label of their field. */
function mendGroup (group: HTMLElement): void {
  const label = group.querySelector(':scope > .fjs-form-field-label')
  if (label === null) return
  label.id ||= `${group.querySelector('input')?.id ?? 'choice'}-group`
  setAll(group, { role: group.classList.contains('fjs-form-field-radio') ? 'radiogroup' : 'group', 'aria-labelledby': label.id })
}

function mendError (field: HTMLElement): void {
  const isWrong = field.classList.contains('fjs-has-errors')
  for (const control of field.querySelectorAll(':scope > * input, :scope > input, :scope > textarea, :scope > * textarea')) control.setAttribute('aria-invalid', String(isWrong))
}

function setAll (element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

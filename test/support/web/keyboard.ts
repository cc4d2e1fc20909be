import type { Page } from 'playwright-core'

/** How many times the Tab key is pressed at most. */
const mostPresses = 250

/**
 * What of a page the keyboard alone misses: links, buttons and fields that Tab never comes to, and those that don't show when they have the focus. Radio
 * buttons of one group are one stop. Rows of a long list beyond the first screens are left out.
 */
export async function keyboardFaults (page: Page): Promise<string[]> {
  const wanted = new Set(await page.evaluate(stopsOf))
  const seen = new Set<string>()
  const unseen: string[] = []
  let last = ''
  for (let press = 0; press < mostPresses; press++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusedStop)
    // Behind the last one the focus leaves the page, and comes back to its first;
    // and within a date it goes from year to month to day
    if (stop === null || stop.name === last) continue
    if (seen.has(stop.name)) break
    last = stop.name
    seen.add(stop.name)
    if (!stop.isShown) unseen.push(`没有可见的焦点：${stop.name}`)
  }
  return [...[...wanted].filter((name) => !seen.has(name)).map((name) => `键盘到不了：${name}`), ...unseen]
}

/** Both functions run in the page: they give each stop a number of its own on its element, once. */
function stopsOf (): string[] {
  const all = Array.from(document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]'))
  const groups = new Set<string>()
  const stops = all.filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled, [tabindex="-1"]') || element.closest('[inert]') !== null) return false
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
    const isFirst = !groups.has(element.name)
    groups.add(element.name)
    return isFirst
  })
  return stops.map((element, index) => {
    const radios = element instanceof HTMLInputElement && element.type === 'radio' ? all.filter((other) => other instanceof HTMLInputElement && other.name === element.name) : [element]
    const name = `${index} ${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}`
    for (const one of radios) one.dataset.stop = name
    return name
  })
}

function focusedStop (): { name: string, isShown: boolean } | null {
  const element = document.activeElement as HTMLElement | null
  if (element === null || element === document.body) return null
  const name = element.dataset.stop ?? `? ${element.outerHTML.slice(0, 80)}`
  const hasRing = (one: Element | null): boolean => {
    if (one === null) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  }
  const box = element.getBoundingClientRect()
  const isShown = (hasRing(element) && box.width > 1 && box.height > 1) || hasRing(element.closest('label')) || hasRing(element.previousElementSibling) || hasRing(element.parentElement)
  return { name, isShown }
}

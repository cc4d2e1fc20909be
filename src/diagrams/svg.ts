/** Writing SVG: escaped, short numbers, no ids and no style sheet, so that several pictures fit on one page and none needs `style-src`. */

export type Attributes = Record<string, string | number | undefined>

/** One element; children are SVG text already. Attributes without value are left out. */
export function tag (name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined).map(([key, value]) => ` ${key}="${escapeXml(valueOf(value!))}"`).join('')
  const content = children.join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}

export function path (d: string, attributes: Attributes = {}): string {
  return tag('path', { d, ...attributes })
}

/** The transform that moves (0, 0) to x, y, and makes what is drawn around it so many times larger. */
export function placed (x: number, y: number, scale = 1): string {
  return `translate(${short(x)} ${short(y)})${scale === 1 ? '' : ` scale(${short(scale)})`}`
}

/** Text for content and attributes; characters that XML 1.0 can't hold are dropped. */
export function escapeXml (text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** At most two decimals: the same bytes for the same picture. */
export function short (value: number): string {
  return String(Math.round(value * 100) / 100)
}

function valueOf (value: string | number): string {
  return typeof value === 'number' ? short(value) : value
}

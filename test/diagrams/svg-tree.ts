/** An element of a picture, as strictly as `src/diagrams/svg.ts` writes it. */
export interface SvgNode { name: string, attributes: Record<string, string>, children: SvgNode[], text: string }

const token = /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|[^<]+/y

/** Parses a picture. @throws Error where it is no well-formed XML of plain elements, attributes and text */
export function parseSvg (svg: string): SvgNode {
  const root: SvgNode = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  token.lastIndex = 0
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex
    const [whole, closes, name, attributes, isEmpty] = token.exec(svg) ?? []
    if (whole === undefined) throw new Error(`no XML at: ${svg.slice(at, at + 80)}`)
    const parent = open.at(-1)!
    if (name === undefined) parent.text += unescaped(whole)
    else if (closes === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing at ${at}`)
    } else {
      const node: SvgNode = { name, attributes: attributesOf(attributes ?? ''), children: [], text: '' }
      parent.children.push(node)
      if (isEmpty !== '/') open.push(node)
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one whole element')
  return root.children[0]!
}

/** The node and all below it. */
export function nodesOf (node: SvgNode): SvgNode[] {
  return [node, ...node.children.flatMap(nodesOf)]
}

/** The group of an element. */
export function groupOf (svg: SvgNode, id: string): SvgNode {
  const found = nodesOf(svg).filter(({ attributes }) => attributes['data-element-id'] === id)
  if (found.length !== 1) throw new Error(`${found.length} groups of ${id}`)
  return found[0]!
}

/** The lines of a text element, put together. */
export function writtenIn (node: SvgNode): string {
  return nodesOf(node).filter(({ name }) => name === 'tspan').map(({ text }) => text).join('')
}

function attributesOf (text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/ ([a-zA-Z:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value!)]))
}

function unescaped (text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`unescaped & in ${text}`)
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

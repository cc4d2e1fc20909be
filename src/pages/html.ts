/** HTML that is safe to send: made by `html`, in which every value that isn't itself HTML is shown as text. */
export class Html {
  readonly text: string

  constructor (text: string) {
    this.text = text
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[]

/** A piece of HTML; null, undefined and false show nothing, lists one after the other. */
export function html (parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((text, part, index) => `${text}${shown(values[index - 1])}${part}`))
}

function shown (value: Value): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(shown).join('')
  if (value === null || value === undefined || value === false) return ''
  return String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

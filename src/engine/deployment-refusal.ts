/** One reason why the engine refused a deployment. */
export interface RefusedElement {
  /** The resource's name; null when the engine names none. */
  file: string | null
  elementId: string | null
  /** The engine's words. */
  message: string
}

/**
 * Takes the engine's answer apart (Zeebe 8.6): a line `'<resource>': …` begins a file, `- Element: <id> [> …]` an element in it, `- ERROR: …` says what is
 * wrong there. What isn't of this form is returned whole.
 */
export function refusedElements (message: string): RefusedElement[] {
  const found: RefusedElement[] = []
  let file: string | null = null
  let elementId: string | null = null
  for (const line of message.split('\n')) {
    const [, name, rest = line] = /^\s*'([^']+\.\w+)':?\s*(.*)$/.exec(line) ?? []
    if (name !== undefined) {
      file = name
      elementId = null
    }
    const element = /^\s*-\s*Element:\s*([^\s>]+)/.exec(rest)?.[1]
    const error = /^\s*-\s*ERROR:\s*(.+)$/.exec(rest)?.[1]
    if (element !== undefined) elementId = element
    else if (error !== undefined) found.push({ file, elementId, message: error })
    else if (file !== null && rest.trim() !== '' && !/^\s*-\s*WARNING/.test(rest)) found.push({ file, elementId, message: rest.trim() })
  }
  return found.length > 0 ? found : [{ file: null, elementId: null, message }]
}

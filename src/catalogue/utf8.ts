import { readFile } from 'node:fs/promises'

/** Undefined when the bytes aren't UTF-8. */
export function decodeUtf8 (content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

/** A file's text without the byte order mark that some editors write. @throws Error when it can't be read */
export async function readText (path: string): Promise<string> {
  return new TextDecoder().decode(await readFile(path))
}

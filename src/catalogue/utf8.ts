/** Undefined when the bytes aren't UTF-8. */
export function decodeUtf8 (content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

/** Zeebe's keys are 64-bit numbers (their upper bits name the partition): beyond JavaScript's safe integers from partition 4 on. */
const numericKey = /("(?:key|[A-Za-z]*Key)":\s*)(-?\d+)/g

/** Parses what the engine sent; keys become strings. */
export function parseEngineJson (text: string): unknown {
  return JSON.parse(text.replace(numericKey, '$1"$2"'))
}

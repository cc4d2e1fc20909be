import type { ErrorCode } from '../errors.js'

/** What may be handed in: the media type, its endings, and how browsers name it. */
const acceptedTypes = [
  { mediaType: 'application/pdf', endings: ['pdf'] },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { mediaType: 'image/png', endings: ['png'] }
] as const

/** A sender that doesn't know the type says this; then ending and content decide. */
const undeclared = 'application/octet-stream'
const longestName = 200
// Control characters, and the marks that turn the direction of writing: they make a name look like another.
// eslint-disable-next-line no-control-regex
const forbiddenInNames = /[/\\\u0000-\u001f\u007f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/

export interface FileClaim {
  fileName: string
  /** The media type as the sender declares it. */
  declaredType: string
  sizeBytes: number
  /** The media type that the content itself shows (magic bytes); undefined when unknown. */
  actualType: string | undefined
}

/** Why a file can't be taken, or undefined when it can. The name, what it says it is and what it is must agree. */
export function fileRefusal ({ fileName, declaredType, sizeBytes, actualType }: FileClaim): ErrorCode | undefined {
  if (!isPlainName(fileName)) return 'file-name-invalid'
  if (sizeBytes === 0) return 'file-empty'
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  const accepted = acceptedTypes.find(({ endings }) => (endings as readonly string[]).includes(ending))
  if (accepted === undefined) return 'file-type-not-allowed'
  if (declaredType !== undeclared && declaredType !== accepted.mediaType) return 'file-type-mismatch'
  return actualType === accepted.mediaType ? undefined : 'file-type-mismatch'
}

function isPlainName (name: string): boolean {
  const trimmed = name.trim()
  return trimmed !== '' && trimmed === name && !name.startsWith('.') && [...name].length <= longestName && !forbiddenInNames.test(name)
}

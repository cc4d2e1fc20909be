import { civilDateOf } from '../../domain/time.js'
import { inWords } from '../wording.js'

/** What a print was made from, for its foot: a published release. */
export function releaseSource (industryName: string, { version, publishedAt }: { version: number, publishedAt: Date }): string {
  return `${industryName}\u3000第${version}版（${inWords(civilDateOf(publishedAt))}发布）`
}

/** The files as they are, before publication. */
export function draftSource (industryName: string, on: Date): string {
  return `${industryName}\u3000草稿，未发布（${inWords(civilDateOf(on))}打印）`
}

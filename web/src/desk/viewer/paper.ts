import { askFile } from '../../api/client.ts'

/** A file as it can be shown. */
export type Paper = { kind: 'pdf', blob: Blob } | { kind: 'image', blob: Blob } | { kind: 'data', entries: { label: string, value: string }[] } | { kind: 'other' }

/** What other organs' stores say of a certificate. */
const labels: Record<string, string> = { name: '证照', holder: '持证主体', issuer: '发证机关', certificateNo: '编号', validUntil: '有效期至', premises: '经营场所', issuedOn: '发证日期', note: '备注' }

/** Where this page's own API has it: a task's links begin with the platform's public address, for who reads them elsewhere. */
export function apiAddress (href: string): string {
  return new URL(href, location.origin).pathname
}

/** Opens a material or a document. @throws ApiFailure */
export async function openPaper (href: string, signal: AbortSignal): Promise<Paper> {
  const blob = await askFile('GET', apiAddress(href).replace(/^\/api\/v1/, ''), { signal })
  if (blob.type.startsWith('application/pdf')) return { kind: 'pdf', blob }
  if (blob.type.startsWith('image/')) return { kind: 'image', blob }
  return blob.type.startsWith('application/json') ? { kind: 'data', entries: entriesOf(JSON.parse(await blob.text())) } : { kind: 'other' }
}

function entriesOf (content: Record<string, unknown> | null): { label: string, value: string }[] {
  return Object.entries(content ?? {}).map(([key, value]) => ({ label: labels[key] ?? key, value: typeof value === 'object' ? JSON.stringify(value) : String(value) }))
}

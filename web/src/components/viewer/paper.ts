import { askFile } from '../../api/client.ts'

/** A file as it can be shown. */
export type Paper = { kind: 'pdf', blob: Blob } | { kind: 'image', blob: Blob } | { kind: 'data', entries: { label: string, value: string }[] } | { kind: 'other' }

/** What other organs' stores say of a certificate; what isn't here is for machines. */
const labels: Record<string, string> = {
  name: '证照', holder: '持证主体', holderUsci: '统一社会信用代码', certificateNo: '编号', issuer: '发证机关', premises: '经营场所', issuedOn: '发证日期', validUntil: '有效期至', source: '来源', note: '备注'
}
const sources: Record<string, string> = { imported: '其他部门的证照库', platform: '本平台颁发的证照' }

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

/** A certificate's own content, and what the store says of it. */
function entriesOf (certificate: Record<string, unknown> | null): { label: string, value: string }[] {
  const { content, ...about } = certificate ?? {}
  const said = { ...about, ...content as Record<string, unknown> | undefined }
  return Object.entries(labels).filter(([key]) => said[key] !== undefined && said[key] !== null)
    .map(([key, label]) => ({ label, value: key === 'source' ? sources[String(said[key])] ?? String(said[key]) : String(said[key]) }))
}

import { ApiFailure } from '../api/client.ts'

/** A picture that the API draws (SVG), as an element of this page; script in it would not run: the page's policy allows none. @throws ApiFailure */
export async function fetchPicture (path: string): Promise<SVGElement> {
  const response = await fetch(`/api/v1${path}`, { credentials: 'same-origin' }).catch(() => undefined)
  if (response === undefined) throw new ApiFailure(0, 'offline', '连不上服务器，请检查网络后再试')
  if (!response.ok) throw new ApiFailure(response.status, 'not-found', '这个流程没有图')
  const { documentElement } = new DOMParser().parseFromString(await response.text(), 'image/svg+xml')
  return document.importNode(documentElement, true) as unknown as SVGElement
}

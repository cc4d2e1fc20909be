import { askFile } from '../api/client.ts'

/** A picture that the API draws (SVG), as an element of this page; script in it would not run: the page's policy allows none. @throws ApiFailure */
export async function fetchPicture (path: string, signal?: AbortSignal): Promise<SVGElement> {
  const text = await (await askFile('GET', path, signal === undefined ? {} : { signal })).text()
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
  return document.importNode(documentElement, true) as unknown as SVGElement
}

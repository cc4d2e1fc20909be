import { askFile } from '../api/client.ts'

/** A picture that the API draws (SVG), as an element of this page; script in it would not run: the page's policy allows none. @throws ApiFailure */
export async function fetchPicture (path: string, signal?: AbortSignal): Promise<SVGElement> {
  const text = await (await askFile('GET', path, signal === undefined ? {} : { signal })).text()
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
  return document.importNode(documentElement, true) as unknown as SVGElement
}

/** An element of a drawn model by its id in the model. */
export function elementOf (picture: SVGElement, elementId: string): SVGGElement | null {
  return picture.querySelector<SVGGElement>(`[data-element-id="${CSS.escape(elementId)}"]`)
}

/** Scrolls the box around a picture sideways until the element is in its middle: what a narrow screen shows first. */
export function showElement (box: HTMLElement, picture: SVGElement, elementId: string): void {
  const element = elementOf(picture, elementId)
  if (element !== null) box.scrollLeft += element.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth / 2
}

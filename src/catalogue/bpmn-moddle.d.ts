declare module 'bpmn-moddle' {
  /** An element of a BPMN model; only what the catalogue reads. */
  export interface ModdleElement {
    $type: string
    id?: string
    $parent?: ModdleElement
    [property: string]: unknown
  }
  export default class BpmnModdle {
    constructor (packages?: Record<string, unknown>)
    fromXML (xml: string): Promise<{ rootElement: ModdleElement, elementsById: Record<string, ModdleElement>, warnings: { message: string }[] }>
  }
}
declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const descriptor: Record<string, unknown>
  export default descriptor
}

declare module 'bpmn-moddle' {
  /** An element of a BPMN model; only what the platform reads and writes. */
  export interface ModdleElement {
    $type: string
    id?: string
    $parent?: ModdleElement
    [property: string]: unknown
  }
  export default class BpmnModdle {
    constructor (packages?: Record<string, unknown>)
    create (type: string, properties: Record<string, unknown>): ModdleElement
    toXML (element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
    fromXML (xml: string): Promise<{ rootElement: ModdleElement, elementsById: Record<string, ModdleElement>, warnings: { message: string }[] }>
  }
}
declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const descriptor: Record<string, unknown>
  export default descriptor
}

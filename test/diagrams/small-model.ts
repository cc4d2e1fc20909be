/** Writing small models for tests: nodes in a row, flows between neighbours' sides. */

export interface SmallNode {
  id: string
  /** BPMN type, e.g. `userTask`. */
  type: string
  name?: string
  /** More attributes, e.g. `cancelActivity="false"`. */
  attributes?: string
  /** XML inside. */
  content?: string
  /** Attributes of the shape, e.g. `isExpanded="false"`. */
  shape?: string
  size?: [width: number, height: number]
}

export interface SmallFlow { id: string, from: string, to: string, name?: string, content?: string }

/** Nodes at x = 100, 300, 500 …, y = 100; the process `small` is called 小流程. */
export function smallModel (nodes: SmallNode[], flows: SmallFlow[] = []): string {
  const elements = nodes.map(({ id, type, name, attributes = '', content = '' }) => `<bpmn:${type} id="${id}"${named(name)} ${attributes}>${content}</bpmn:${type}>`)
  const lines = flows.map(({ id, from, to, name, content = '' }) => `<bpmn:sequenceFlow id="${id}"${named(name)} sourceRef="${from}" targetRef="${to}">${content}</bpmn:sequenceFlow>`)
  const shapes = nodes.map(({ id, shape = '', size: [width, height] = [100, 80] }, index) =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}" ${shape}><dc:Bounds x="${100 + index * 200}" y="100" width="${width}" height="${height}" /></bpmndi:BPMNShape>`)
  const edges = flows.map(({ id, from, to }) => {
    const [start, end] = [from, to].map((node) => 100 + nodes.findIndex(({ id }) => id === node) * 200)
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${start! + 100}" y="140" /><di:waypoint x="${end}" y="140" /></bpmndi:BPMNEdge>`
  })
  return definitions(`<bpmn:process id="small" name="小流程">${[...elements, ...lines].join('')}</bpmn:process>
    <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="small">${[...shapes, ...edges].join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`)
}

export function definitions (content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="http://onelicence.example/test">${content}</bpmn:definitions>`
}

function named (name: string | undefined): string {
  if (name === undefined) return ''
  return ` name="${name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"`
}

import BpmnModdle, { type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

/** A model's `bpmn:Definitions`. @throws Error in moddle's words when the XML can't be read. */
export type ReadModel = (xml: string) => Promise<ModdleElement>

export async function readModel (xml: string): Promise<ModdleElement> {
  return (await new BpmnModdle({ zeebe }).fromXML(xml)).rootElement
}

/** Parses each text once: all industries share most of their models, and parsing is what takes the time. */
export function modelReader (): ReadModel {
  const read = new Map<string, Promise<ModdleElement>>()
  return async (xml) => {
    const model = read.get(xml) ?? readModel(xml)
    read.set(xml, model)
    return await model
  }
}

import type { ElementStyle } from '../diagrams/palette.js'
import { renderModel } from '../diagrams/render-model.js'
import type { ProcessCoverage } from '../catalogue/model-coverage.js'

const passed: ElementStyle = { fill: '#dcfce7', stroke: '#15803d', note: '走到过' }
const missed: ElementStyle = { fill: '#fee2e2', stroke: '#b91c1c', note: '没有走到' }

/** The process as drawn, green where cases went and red where none did. */
export async function coveragePicture ({ process, missedNodes, missedFlows }: ProcessCoverage): Promise<string> {
  const missing = new Set([...missedNodes, ...missedFlows].map(({ id }) => id))
  const ids = [...process.nodes.keys(), ...process.flows.keys()]
  return await renderModel(process.xml, { styles: Object.fromEntries(ids.map((id) => [id, missing.has(id) ? missed : passed])) })
}

import { compareWithTable, inspectionQuestion, toleratedWorkdays } from '../src/cases/decided-by-table.js'
import { lockSubCase } from '../src/cases/open-sub-case.js'
import { loadPermitContext } from '../src/cases/permit-context.js'
import { routeOf } from '../src/cases/route.js'
import { defineWorker } from '../src/engine/define-worker.js'

interface Input { spotRoute?: string | null, tolerances?: { material: string, workdays: number | null }[] | null }

const tolerance = {
  type: 'object', required: ['material', 'workdays'], properties: { material: { type: 'string' }, workdays: { type: 'number', nullable: true } }
} as const

/** 核定办理方式: what the table said of a decision on the spot, held against law and record (行政许可法第三十四条); never more than they allow. */
export default defineWorker<Input>({
  jobType: 'settle-route',
  input: { type: 'object', properties: { spotRoute: { type: 'string', nullable: true }, tolerances: { type: 'array', nullable: true, items: tolerance } } },
  async handle ({ spotRoute, tolerances }, context) {
    const { subCase } = await lockSubCase(context)
    const route = routeOf(subCase)
    if (route === 'ended') return { route, outcome: subCase.outcome }
    await compareWithTable(context.tx, { about: subCase.sub_case_no, decision: 'on-the-spot-eligibility', said: spotRoute, done: route })
    const permitContext = await loadPermitContext(context.tx, subCase.sub_case_no)
    for (const { material, workdays } of tolerances ?? []) {
      const about = `${subCase.sub_case_no} ${material}`
      await compareWithTable(context.tx, { about, decision: 'material-tolerance', said: workdays, done: toleratedWorkdays(permitContext, material) })
    }
    return { route, inspectionFacts: inspectionQuestion(permitContext) }
  }
})

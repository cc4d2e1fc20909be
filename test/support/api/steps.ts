import type { Knex } from 'knex'

/** What the record feed would have noted of the steps of a case's own flow: each begun, and those that are over ended so. */
export async function givenSteps (database: Knex, caseNo: string, steps: readonly { elementId: string, elementType?: string, end?: 'ELEMENT_COMPLETED' | 'ELEMENT_TERMINATED' }[], at = new Date()): Promise<void> {
  const flow = { epoch: 1, process_instance_key: '7001', process_id: 'convenience-store' }
  await database('engine_instance').insert({ ...flow, case_no: caseNo })
  const events = steps.flatMap(({ elementId, elementType = 'CALL_ACTIVITY', end }, index) => {
    const event = { ...flow, partition: 1, element_id: elementId, element_type: elementType, element_instance_key: `71${index}`, at }
    const begun = { ...event, position: 2 * index + 1, intent: 'ELEMENT_ACTIVATED' }
    return end === undefined ? [begun] : [begun, { ...event, position: 2 * index + 2, intent: end }]
  })
  await database('timeline_event').insert(events)
}

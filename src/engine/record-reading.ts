import type { BufferedMessageRow, IncidentRow, ProcessInstanceRow, Projections, TimelineRow } from '../database/feed-projections.js'
import type { UserTaskRow } from '../database/task-projection.js'
import { dueInstantOf, instantOf, keyOrNull, textOf, textsOf, type EngineRecord } from './engine-record.js'

const elementIntents = new Set(['ELEMENT_ACTIVATED', 'ELEMENT_COMPLETED', 'ELEMENT_TERMINATED'])
const taskStates: Record<string, UserTaskRow['state']> = {
  CREATED: 'created', ASSIGNED: 'created', UPDATED: 'created', MIGRATED: 'created', COMPLETED: 'completed', CANCELED: 'canceled'
}

/**
 * Adds what a record tells to the projections; does nothing for what nobody asks about.
 * @returns whether it was of interest. Throws UnreadableRecord when a field is missing or of another kind
 */
export function readRecord (record: EngineRecord, projections: Projections): boolean {
  if (record.recordType !== 'EVENT') return false
  switch (record.valueType) {
    case 'USER_TASK': return readUserTask(record, projections)
    case 'PROCESS_INSTANCE': return readElement(record, projections)
    case 'INCIDENT': return readIncident(record, projections)
    case 'MESSAGE': return readMessage(record, projections)
    case 'MESSAGE_SUBSCRIPTION':
    case 'MESSAGE_START_EVENT_SUBSCRIPTION': return readCorrelation(record, projections)
    default: return false
  }
}

function readUserTask (record: EngineRecord, { userTasks }: Projections): boolean {
  const state = taskStates[record.intent]
  if (state === undefined) return false
  const at = instantOf(record.timestamp)
  const row: UserTaskRow = {
    user_task_key: record.key,
    element_id: textOf(record, 'elementId'),
    element_instance_key: textOf(record, 'elementInstanceKey'),
    process_instance_key: textOf(record, 'processInstanceKey'),
    process_id: textOf(record, 'bpmnProcessId'),
    candidate_groups: textsOf(record, 'candidateGroupsList'),
    form_key: keyOrNull(textOf(record, 'formKey')),
    due_at: dueInstantOf(textOf(record, 'dueDate')),
    assignee: textOf(record, 'assignee') || null,
    state,
    partition: record.partitionId,
    position: record.position,
    created_at: at,
    ended_at: state === 'created' ? null : at
  }
  // Within one bulk, the newest record of a task says all; it was created when the first one came.
  const other = userTasks.get(record.key)
  const [older, newer] = other === undefined || other.position < row.position ? [other ?? row, row] : [row, other]
  userTasks.set(record.key, { ...newer, created_at: older.created_at })
  return true
}

function readElement (record: EngineRecord, { timeline, processInstances }: Projections): boolean {
  if (!elementIntents.has(record.intent)) return false
  const at = instantOf(record.timestamp)
  const row: TimelineRow = {
    partition: record.partitionId,
    position: record.position,
    process_instance_key: textOf(record, 'processInstanceKey'),
    process_id: textOf(record, 'bpmnProcessId'),
    element_id: textOf(record, 'elementId'),
    element_type: textOf(record, 'bpmnElementType'),
    element_instance_key: record.key,
    intent: record.intent,
    at
  }
  // The watch comes by for all cases, every ten minutes: no case's own story
  if (row.process_id !== 'time-limit-watch') timeline.push(row)
  if (row.element_type === 'PROCESS') noteInstance(record, row, processInstances)
  return true
}

function noteInstance (record: EngineRecord, { process_instance_key: key, process_id: processId, at }: TimelineRow, instances: Projections['processInstances']): void {
  const state = record.intent === 'ELEMENT_ACTIVATED' ? 'active' : record.intent === 'ELEMENT_COMPLETED' ? 'completed' : 'terminated'
  const row: ProcessInstanceRow = {
    process_instance_key: key,
    process_id: processId,
    parent_process_instance_key: keyOrNull(textOf(record, 'parentProcessInstanceKey')),
    state,
    started_at: instances.get(key)?.started_at ?? at,
    ended_at: state === 'active' ? null : at
  }
  instances.set(key, row)
}

function readIncident (record: EngineRecord, { incidents }: Projections): boolean {
  if (record.intent !== 'CREATED' && record.intent !== 'RESOLVED') return false
  const at = instantOf(record.timestamp)
  const row: IncidentRow = {
    incident_key: record.key,
    process_instance_key: textOf(record, 'processInstanceKey'),
    process_id: textOf(record, 'bpmnProcessId'),
    element_id: textOf(record, 'elementId'),
    job_key: keyOrNull(textOf(record, 'jobKey')),
    error_type: textOf(record, 'errorType'),
    error_message: textOf(record, 'errorMessage'),
    created_at: incidents.get(record.key)?.created_at ?? at,
    resolved_at: record.intent === 'RESOLVED' ? at : null
  }
  incidents.set(record.key, row)
  return true
}

/** A message expires also after it was correlated, and its record then has no content (8.6 leaves it out): the projection tells. */
function readMessage (record: EngineRecord, { bufferedMessages, expiredMessages }: Projections): boolean {
  const at = instantOf(record.timestamp)
  if (record.intent === 'EXPIRED') {
    expiredMessages.push({ message_key: record.key, expired_at: at })
    return true
  }
  if (record.intent !== 'PUBLISHED' || !(Number(record.value.timeToLive) > 0)) return false
  bufferedMessages.set(record.key, {
    message_key: record.key,
    name: textOf(record, 'name'),
    correlation_key: textOf(record, 'correlationKey'),
    published_at: at,
    correlated_at: null,
    started_instance_key: null
  })
  return true
}

function readCorrelation (record: EngineRecord, { bufferedMessages }: Projections): boolean {
  if (record.intent !== 'CORRELATED') return false
  const at = instantOf(record.timestamp)
  const key = textOf(record, 'messageKey')
  const earlier = bufferedMessages.get(key)
  const row: BufferedMessageRow = {
    message_key: key,
    name: textOf(record, 'messageName'),
    correlation_key: textOf(record, 'correlationKey'),
    published_at: earlier?.published_at ?? at,
    correlated_at: at,
    started_instance_key: record.valueType === 'MESSAGE_START_EVENT_SUBSCRIPTION' ? textOf(record, 'processInstanceKey') : earlier?.started_instance_key ?? null
  }
  bufferedMessages.set(key, row)
  return true
}

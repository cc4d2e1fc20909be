import path from 'node:path'
import { host, type BrokerPorts } from './ports.js'

export interface FeedTarget { url: string, credentials: { username: string, password: string } }

/**
 * The record types that the projections read, and how they come: user tasks at once (the engine writes two records of each change,
 * CREATING and CREATED, which make one bulk; a record without its pair waits a second at most); the timeline, incidents and messages
 * that nobody awaited in bulks, at most a second later, which costs engine and database a tenth.
 */
const exporters = {
  TASKS: { bulkSize: 2, valueTypes: ['userTask'] },
  FLOW: { bulkSize: 200, valueTypes: ['processInstance', 'incident', 'message', 'messageSubscription', 'messageStartEventSubscription'] }
}

/** Everything else that Zeebe's Elasticsearch exporter 8.6 would send unless told not to. */
const unfedValueTypes = [
  'authorization', 'checkpoint', 'commandDistribution', 'compensationSubscription', 'decision', 'decisionEvaluation',
  'decisionRequirements', 'deployment', 'deploymentDistribution', 'error', 'escalation', 'form', 'job', 'jobBatch',
  'messageBatch', 'messageCorrelation', 'process', 'processEvent', 'processInstanceBatch', 'processInstanceCreation',
  'processInstanceMigration', 'processInstanceModification', 'processMessageSubscription', 'resourceDeletion', 'signal',
  'signalSubscription', 'timer', 'user', 'variable', 'variableDocument'
]
const allValueTypes = [...Object.values(exporters).flatMap(({ valueTypes }) => valueTypes), ...unfedValueTypes]

/** Environment variables that make Zeebe post its records to the feed, for an embedded broker as for a container. */
export function feedExporterSettings (target: FeedTarget, flowBulkSize = exporters.FLOW.bulkSize): Record<string, string> {
  return {
    ...exporterSettings('TASKS', target, exporters.TASKS),
    ...exporterSettings('FLOW', target, { ...exporters.FLOW, bulkSize: flowBulkSize })
  }
}

function exporterSettings (
  name: keyof typeof exporters, { url, credentials }: FeedTarget, { bulkSize, valueTypes }: { bulkSize: number, valueTypes: string[] }
): Record<string, string> {
  const prefix = `ZEEBE_BROKER_EXPORTERS_${name}_`
  return {
    [`${prefix}CLASSNAME`]: 'io.camunda.zeebe.exporter.ElasticsearchExporter',
    [`${prefix}ARGS_URL`]: url,
    [`${prefix}ARGS_BULK_DELAY`]: '1',
    [`${prefix}ARGS_BULK_SIZE`]: String(bulkSize),
    [`${prefix}ARGS_AUTHENTICATION_USERNAME`]: credentials.username,
    [`${prefix}ARGS_AUTHENTICATION_PASSWORD`]: credentials.password,
    ...Object.fromEntries(allValueTypes.map((type) => [`${prefix}ARGS_INDEX_${type.toUpperCase()}`, String(valueTypes.includes(type))]))
  }
}

/** Addresses, data folder and size of one broker of its own, reachable from this machine only. */
export function brokerSettings (dataDir: string, ports: BrokerPorts): Record<string, string> {
  const internalAddress = `${host}:${ports.internal}`
  return {
    ZEEBE_BROKER_NETWORK_HOST: host,
    ZEEBE_BROKER_NETWORK_ADVERTISEDHOST: host,
    ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(ports.command),
    ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(ports.internal),
    ZEEBE_BROKER_GATEWAY_NETWORK_HOST: host,
    ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(ports.grpc),
    SERVER_ADDRESS: host,
    SERVER_PORT: String(ports.rest),
    MANAGEMENT_SERVER_ADDRESS: host,
    MANAGEMENT_SERVER_PORT: String(ports.management),
    ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS: internalAddress,
    ZEEBE_BROKER_GATEWAY_CLUSTER_INITIALCONTACTPOINTS: internalAddress,
    ZEEBE_BROKER_DATA_DIRECTORY: path.join(dataDir, 'data'),
    ZEEBE_BROKER_DATA_LOGSEGMENTSIZE: '32MB'
  }
}

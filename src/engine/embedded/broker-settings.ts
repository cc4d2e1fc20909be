import path from 'node:path'
import { host, type BrokerPorts } from './ports.js'

export interface FeedTarget { url: string, credentials: { username: string, password: string } }

/** The record types that the projections read: tasks, the timeline, incidents, messages that nobody awaited. */
const fedValueTypes = ['userTask', 'processInstance', 'incident', 'message', 'messageSubscription', 'messageStartEventSubscription']

/** Everything that Zeebe's Elasticsearch exporter 8.6 would send unless told not to. */
const unfedValueTypes = [
  'authorization', 'checkpoint', 'commandDistribution', 'compensationSubscription', 'decision', 'decisionEvaluation',
  'decisionRequirements', 'deployment', 'deploymentDistribution', 'error', 'escalation', 'form', 'job', 'jobBatch',
  'messageBatch', 'messageCorrelation', 'process', 'processEvent', 'processInstanceBatch', 'processInstanceCreation',
  'processInstanceMigration', 'processInstanceModification', 'processMessageSubscription', 'resourceDeletion', 'signal',
  'signalSubscription', 'timer', 'user', 'variable', 'variableDocument'
]

/**
 * Environment variables that make Zeebe's exporter post its records to the feed, for an embedded broker as for a
 * container. A bulk of one record with a delay of one second shows a task at once; bigger bulks cost the broker less.
 */
export function feedExporterSettings ({ url, credentials }: FeedTarget, bulkSize = 1): Record<string, string> {
  const prefix = 'ZEEBE_BROKER_EXPORTERS_FEED_'
  return {
    [`${prefix}CLASSNAME`]: 'io.camunda.zeebe.exporter.ElasticsearchExporter',
    [`${prefix}ARGS_URL`]: url,
    [`${prefix}ARGS_BULK_DELAY`]: '1',
    [`${prefix}ARGS_BULK_SIZE`]: String(bulkSize),
    [`${prefix}ARGS_AUTHENTICATION_USERNAME`]: credentials.username,
    [`${prefix}ARGS_AUTHENTICATION_PASSWORD`]: credentials.password,
    ...switches(fedValueTypes, true),
    ...switches(unfedValueTypes, false)
  }

  function switches (names: string[], isOn: boolean): Record<string, string> {
    return Object.fromEntries(names.map(name => [`${prefix}ARGS_INDEX_${name.toUpperCase()}`, String(isOn)]))
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

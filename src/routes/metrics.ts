import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { platformFigures, type PlatformFigures } from '../database/platform-figures.js'
import { answers } from '../http/answers.js'
import type { AppDependencies } from '../http/context.js'

/** Name (Prometheus) and meaning of every figure. */
const gauges: Record<keyof PlatformFigures, { name: string, help: string }> = {
  jobsHandled: { name: 'onelicence_jobs_handled', help: 'Jobs handled for the current engine whose effect is kept' },
  jobsCompletionLost: { name: 'onelicence_jobs_completion_lost', help: 'Jobs whose completion the engine did not take (NOT_FOUND)' },
  outboxWaiting: { name: 'onelicence_outbox_waiting', help: 'Outbox rows not yet sent' },
  outboxOldestAge: { name: 'onelicence_outbox_oldest_age_seconds', help: 'Age of the oldest outbox row not yet sent' },
  outboxAbandoned: { name: 'onelicence_outbox_abandoned', help: 'Outbox rows given up' },
  feedLag: { name: 'onelicence_feed_lag_seconds', help: 'From the engine writing the newest record to its projection' },
  feedSilence: { name: 'onelicence_feed_silence_seconds', help: 'Since the last record came' },
  deadLetters: { name: 'onelicence_feed_dead_letters', help: 'Records that could not be understood' },
  messagesExpired: { name: 'onelicence_messages_expired', help: 'Messages that nobody took' },
  incidentsOpen: { name: 'onelicence_incidents_open', help: 'Incidents of the engine not yet resolved' },
  alarmsOpen: { name: 'onelicence_alarms_open', help: 'Alarms not yet cleared' },
  tasksOpen: { name: 'onelicence_user_tasks_open', help: 'User tasks that wait for a person' },
  casesOpen: { name: 'onelicence_cases_open', help: 'Cases not yet closed' },
  casesWithoutInstance: { name: 'onelicence_cases_without_instance', help: 'Submitted cases that no process instance has claimed' },
  notificationsWaiting: { name: 'onelicence_notifications_waiting', help: 'Notifications not yet sent by e-mail or text message' },
  notificationsFailed: { name: 'onelicence_notifications_failed', help: 'Notifications that could not be sent and wait for somebody to send them again' },
  documentsWaiting: { name: 'onelicence_documents_waiting', help: 'Documents whose PDF is not yet drawn' }
}

/** Figures for Prometheus; for this machine itself or the bearer of METRICS_TOKEN, for they tell how much business there is. */
export function metricsRoutes (app: FastifyInstance, { database }: AppDependencies): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gaugeOf = Object.entries(gauges).map(([figure, { name, help }]) =>
    [figure as keyof PlatformFigures, new Gauge({ name, help, registers: [registry] })] as const)
  const durations = new Histogram({
    name: 'onelicence_http_seconds',
    help: 'Time to answer requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry]
  })

  app.get('/metrics', {
    config: { access: 'monitoring' },
    schema: {
      tags: ['platform'],
      summary: '运行指标（Prometheus）',
      response: { ...answers({}, [403]), 200: { content: { 'text/plain': { schema: { type: 'string' } } } } }
    }
  }, async (_request, reply) => {
    const figures = await platformFigures(database)
    for (const [figure, gauge] of gaugeOf) gauge.set(figures[figure])
    return await reply.type(registry.contentType).send(await registry.metrics())
  })

  app.addHook('onResponse', async (request, reply) => {
    durations.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.addHook('onClose', async () => { registry.clear() })
}

import { readFile } from 'node:fs/promises'
import t from 'tap'
import { parse } from 'yaml'
import { configTable, type Variable } from '../src/config-table.js'
import { readConfig } from '../src/config.js'
import { feedExporterSettings } from '../src/engine/embedded/broker-settings.js'
import { zeebeVersion } from '../src/engine/embedded/distribution.js'
import { commands } from '../src/cli/commands.js'

interface Service {
  image: string
  profiles?: string[]
  command?: string[]
  environment?: Record<string, string | number>
  ports?: string[]
  volumes?: string[]
  networks?: string[] | Record<string, unknown>
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string, required?: boolean }>
}

const text = await readFile('docker-compose.yml', 'utf8')
const compose = parse(text, { merge: true }) as { services: Record<string, Service>, volumes: Record<string, unknown>, networks: Record<string, { internal?: boolean }> }
const example = await readFile('.env.example', 'utf8')
const services = Object.entries(compose.services)
const ours = services.filter(([, { image }]) => image.startsWith('onelicence:'))
const variables = Object.values<Variable>(configTable)

/** As compose does it, with every variable set to the same value. */
function filledIn (value: string | number): string {
  return String(value).replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind: string, rest: string) => kind === '-' ? rest : `${name.toLowerCase()}-aaaaaaaaaaaa`)
}

t.test('our services run what the command line knows', async (t) => {
  t.same(ours.map(([name]) => name), ['migrate', 'workers', 'api'])
  for (const [name, { command }] of ours) t.ok(Object.keys(commands).includes(command?.[0] ?? ''), name)
})

t.test('every variable that our services are given is in the configuration table and has a value that it takes', async (t) => {
  for (const [name, { environment = {} }] of ours) {
    const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filledIn(value)]))
    env.PUBLIC_URL = 'https://permits.example.gov.cn'

    for (const key of Object.keys(env)) t.ok(variables.some((variable) => variable.env === key), `${name}: ${key}`)
    t.doesNotThrow(() => readConfig(env), name)
  }
})

t.test('the Dockerfile sets only variables of the table, besides node\'s and the C library\'s own', async (t) => {
  const lines = (await readFile('Dockerfile', 'utf8')).split('\n').filter((line) => line.startsWith('ENV '))
  const names = lines.flatMap((line) => [...line.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name]) => name))

  t.ok(names.length > 0)
  for (const name of names) t.ok(['NODE_ENV', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX'].includes(name!) || variables.some((variable) => variable.env === name), String(name))
})

t.test('images are pinned to a full version, the engine to the one that is tested', async (t) => {
  for (const [name, { image }] of services) t.match(image, /^[\w./-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/, name)
  for (const [, base] of (await readFile('Dockerfile', 'utf8')).matchAll(/^FROM (\S+)/gm)) t.match(base, /:\d+\.\d+\.\d+-/)
  t.equal(compose.services.zeebe!.image, `camunda/zeebe:${zeebeVersion}`)
  t.match(compose.services.camunda!.image, /^camunda\/camunda:8\.9\./)
})

t.test('both engines export to the feed what the embedded one does', async (t) => {
  const expected = feedExporterSettings({ url: 'http://workers:9200', credentials: { username: 'zeebe', password: 'feed_password-aaaaaaaaaaaa' } })
  for (const name of ['zeebe', 'camunda']) {
    const environment = compose.services[name]!.environment ?? {}
    const exporter = Object.fromEntries(Object.entries(environment).filter(([key]) => key.includes('EXPORTERS')).map(([key, value]) => [key, filledIn(value)]))
    t.same(exporter, expected, name)
  }
  t.equal(compose.services.workers!.environment?.FEED_PORT, 9200)
})

t.test('no port of an engine, the feed or a database is published, and what is published stays on this machine unless set', async (t) => {
  const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${filledIn(port)}`))

  t.same(published, ['api 127.0.0.1:8000:8000', 'camunda 127.0.0.1:8080:8080'])
  t.equal(compose.networks.internal?.internal, true)
})

t.test('there are no default passwords', async (t) => {
  const secrets = [...text.matchAll(/\$\{(\w*(?:PASSWORD|USERNAME|TOKEN)\w*)([^}]*)\}/g)]
  for (const [all, name, rest] of secrets) {
    if (/PASSWORD/.test(name!)) t.match(rest, /^:\?set /, all)
    if (/TOKEN/.test(name!)) t.equal(rest, ':-', all)
  }
  for (const [, { environment = {} }] of services) {
    for (const [key, value] of Object.entries(environment)) if (/PASSWORD/.test(key)) t.match(value, /^\$\{\w+:\?/, key)
  }
  t.match(compose.services.api!.environment?.DATABASE_URL, /:\$\{POSTGRES_PASSWORD:\?/)
})

t.test('.env.example names every variable, and leaves every required one without default empty', async (t) => {
  const used = new Map([...text.matchAll(/\$\{(\w+)(:[-?])/g)].map(([, name, kind]) => [name!, kind]))
  for (const [name, kind] of used) {
    t.match(example, kind === ':?' ? new RegExp(`^${name}=`, 'm') : new RegExp(`^# ${name}=`, 'm'), name)
    if (/PASSWORD/.test(name)) t.match(example, new RegExp(`^${name}=$`, 'm'))
  }
  for (const [, name] of example.matchAll(/^(?:# )?([A-Z_]+)=/gm)) t.ok(used.has(name!) || name === 'COMPOSE_PROFILES', String(name))
})

t.test('exactly one engine answers to the name `engine` in each profile', async (t) => {
  const engines = services.filter(([, { networks }]) => JSON.stringify(networks ?? {}).includes('"engine"'))

  t.same(engines.map(([name, { profiles }]) => [name, profiles]), [['zeebe', ['zeebe']], ['camunda', ['tasklist']]])
  for (const name of ['api', 'workers']) {
    for (const engine of ['zeebe', 'camunda']) t.same(compose.services[name]!.depends_on?.[engine], { condition: 'service_healthy', required: false })
  }
})

t.test('the profile `tasklist` has authorizations and authentication on and is marked as not verified', async (t) => {
  t.match(compose.services.camunda!.environment, {
    CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED: 'true',
    CAMUNDA_SECURITY_AUTHENTICATION_UNPROTECTEDAPI: 'false',
    CAMUNDA_DATA_SECONDARY_STORAGE_TYPE: 'rdbms',
    CAMUNDA_DATA_SECONDARY_STORAGE_RDBMS_URL: 'jdbc:postgresql://camunda-postgres:5432/camunda'
  })
  t.match(text, /tasklist.*NOT been verified/)
})

t.test('what keeps running is watched, what keeps data has a declared volume', async (t) => {
  for (const [name, { healthcheck }] of services) {
    if (name !== 'migrate' && name !== 'camunda-volume') t.ok(healthcheck?.test, `${name} has a health check`)
  }
  const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]))
  t.same(new Set(mounted), new Set(Object.keys(compose.volumes)))
})

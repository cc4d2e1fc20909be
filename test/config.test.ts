import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import t from 'tap'
import { configurationDocument } from '../src/config-document.js'
import { configTable, type Variable } from '../src/config-table.js'
import { ConfigError, readConfig } from '../src/config.js'

const variables = Object.values<Variable>(configTable)

function problemsOf (env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
}

t.test('without any variable everything is embedded and has its default', async (t) => {
  const config = readConfig({})

  t.match(config, { databaseUrl: null, zeebeGrpcAddress: null, port: null, host: '127.0.0.1', uploadMaxBytes: 20 * 1024 * 1024, logLevel: 'warn' })
  t.equal(config.dataDir, resolve('.data'))
})

t.test('values are typed', async (t) => {
  const config = readConfig({
    DATABASE_URL: 'postgres://u:p@db:5432/licences', ZEEBE_GRPC_ADDRESS: 'zeebe:26500', ZEEBE_REST_ADDRESS: 'http://zeebe:8080/', FEED_PASSWORD: 'a long password', PORT: '0', DATA_DIR: '/srv/data', LOG_LEVEL: 'debug'
  })

  t.match(config, {
    databaseUrl: 'postgres://u:p@db:5432/licences', zeebeGrpcAddress: 'zeebe:26500', zeebeRestAddress: 'http://zeebe:8080', port: 0, dataDir: '/srv/data', logLevel: 'debug'
  })
})

t.test('an empty value and variables of others are as if not set', async (t) => {
  t.same(readConfig({ PORT: ' ', LOG_LEVEL: '', SOMETHING_ELSE: 'x' }), readConfig({}))
})

const wrong: [env: string, value: string, expected: RegExp][] = [
  ['PORT', '80a', /^PORT：得到 "80a"，应为0 到 65535 的端口号/],
  ['PORT', '70000', /^PORT：得到 "70000"/],
  ['PORT', '-1', /^PORT：得到 "-1"/],
  ['DATABASE_URL', 'mysql://root:geheim@db/x', /^DATABASE_URL：得到 （内容不显示），应为postgres:\/\//],
  ['DATABASE_URL', 'postgres://u:p@db', /^DATABASE_URL：/],
  ['ZEEBE_GRPC_ADDRESS', 'http://zeebe', /^ZEEBE_GRPC_ADDRESS：得到 "http:\/\/zeebe"，应为主机:端口/],
  ['ZEEBE_REST_ADDRESS', 'zeebe:8080', /^ZEEBE_REST_ADDRESS：得到 "zeebe:8080"，应为http/],
  ['FEED_PASSWORD', 'short', /^FEED_PASSWORD：得到 （内容不显示），应为至少 12 个字符/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL：得到 "loud"，应为fatal、error/],
  ['UPLOAD_MAX_BYTES', '20MB', /^UPLOAD_MAX_BYTES：得到 "20MB"，应为1024 到 1073741824 的整数/],
  ['SMTP_URL', 'http://mail.example.com', /^SMTP_URL：得到 （内容不显示），应为smtp:\/\/主机:端口/],
  ['SMTP_URL', 'mail.example.com:25', /^SMTP_URL：/],
  ['SMTP_URL', 'smtp://onelicence:geheim@', /^SMTP_URL：/],
  ['SMTP_URL', 'smtp://onelicence@mail:25', /^SMTP_URL：/],
  ['SMTP_URL', 'smtp://u:geheim%@mail:25', /^SMTP_URL：.*%XX/],
  ['SMTP_URL', 'smtp://mail:25?logger=true', /^SMTP_URL：/],
  ['SMTP_FROM', '一业一证 <notice@example.gov.cn>', /^SMTP_FROM：得到 "一业一证 <notice@example.gov.cn>"，应为一个电子邮箱地址/],
  ['SMS_URL', 'sms.example.com', /^SMS_URL：得到 "sms.example.com"，应为http/],
  ['SMS_SECRET', 'geheim', /^SMS_SECRET：得到 （内容不显示），应为至少 12 个字符/],
  ['HOST', 'two words', /^HOST：得到 "two words"/]
]
for (const [env, value, expected] of wrong) {
  t.test(`${env}=${value} is refused with its name, its value and what it takes`, async (t) => {
    const problems = problemsOf({ [env]: value })

    t.equal(problems.length, 1)
    t.match(problems[0], expected)
    t.notMatch(problems[0], 'geheim')
  })
}

t.test('all wrong variables are named at once', async (t) => {
  t.equal(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', SESSION_HOURS: '0' }).length, 3)
})

t.test('variables that contradict each other are named', async (t) => {
  t.match(problemsOf({ ZEEBE_GRPC_ADDRESS: 'zeebe:26500', FEED_PASSWORD: 'a long password' }), [/^ZEEBE_REST_ADDRESS：没有设置/])
  t.match(problemsOf({ ZEEBE_REST_ADDRESS: 'http://zeebe:8080', FEED_PASSWORD: 'a long password' }), [/^ZEEBE_GRPC_ADDRESS：没有设置/])
  t.match(problemsOf({ ZEEBE_GRPC_ADDRESS: 'zeebe:26500', ZEEBE_REST_ADDRESS: 'http://zeebe:8080' }), [/^FEED_PASSWORD：没有设置/])
  t.match(problemsOf({ ZEEBE_USERNAME: 'onelicence' }), [/^ZEEBE_PASSWORD：没有设置/])
  t.match(problemsOf({ SMTP_URL: 'smtps://u:p%40ss@mail:465' }), [/^SMTP_FROM：没有设置；SMTP_URL 与 SMTP_FROM 要么都设置/])
  t.match(problemsOf({ SMS_SECRET: 'a long secret' }), [/^SMS_URL：没有设置；SMS_URL 与 SMS_SECRET 要么都设置/])
  t.match(problemsOf({ JOB_CONCURRENCY: '16' }), [/^JOB_CONCURRENCY：得到 16，应小于 DATABASE_POOL_SIZE（16）/])
})

t.test('each row is described in both languages and has a default that it accepts itself', async (t) => {
  for (const variable of variables) {
    t.match(variable.zh, /[一-龥]/, variable.env)
    t.ok(variable.en, variable.env)
    t.match(variable.env, /^[A-Z][A-Z_]+$/)
    if (variable.default !== null) t.same(problemsOf({ [variable.env]: String(variable.default) }), [])
    if (variable.isSecret) t.equal(variable.default, null, `${variable.env} has no default password`)
  }
  t.equal(new Set(variables.map(({ env }) => env)).size, variables.length)
})

t.test('docs/configuration.md is the table', async (t) => {
  t.equal(await readFile('docs/configuration.md', 'utf8'), configurationDocument())
})

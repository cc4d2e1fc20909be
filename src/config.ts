import { resolve } from 'node:path'
import { configTable, type Config, type Variable } from './config-table.js'

export type { Config } from './config-table.js'

/** One wrong variable: its name, what it got, what it takes (Chinese). */
export interface ConfigProblem { env: string, message: string }

/** Every wrong variable at once; the message is one Chinese line each. */
export class ConfigError extends Error {
  readonly problems: ConfigProblem[]

  constructor (problems: ConfigProblem[]) {
    super(problems.map(({ message }) => message).join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/**
 * Reads and checks the environment against the table. An empty value counts as unset.
 * @throws ConfigError
 */
export function readConfig (env: NodeJS.ProcessEnv): Config {
  const problems: ConfigProblem[] = []
  const entries = Object.entries<Variable>(configTable).map(([key, variable]) => {
    const text = env[variable.env]?.trim() ?? ''
    if (text === '') return [key, unset(variable)]
    const value = parse(variable, text)
    if (value === undefined) problems.push({ env: variable.env, message: `${variable.env}：得到 ${shown(variable, text)}，应为${accepted(variable)}` })
    return [key, value]
  })
  if (problems.length > 0) throw new ConfigError(problems)
  const config = Object.fromEntries(entries) as Config
  const contradictions = contradictionsIn(config)
  if (contradictions.length > 0) throw new ConfigError(contradictions)
  return config
}

/** What a variable takes, in Chinese. */
export function accepted (variable: Variable): string {
  switch (variable.kind) {
    case 'text': return '不含空白的文字'
    case 'password': return '至少 12 个字符的密码'
    case 'path': return '目录路径'
    case 'port': return '0 到 65535 的端口号（0 为任选空闲端口）'
    case 'integer': return `${variable.min} 到 ${variable.max} 的整数`
    case 'choice': return `${variable.choices?.join('、')} 之一`
    case 'postgres-url': return 'postgres://用户:密码@主机:端口/数据库'
    case 'http-url': return 'http:// 或 https:// 开头的网址'
    case 'smtp-url': return 'smtp://主机:端口，或 smtps://用户:密码@主机:端口（密码中的特殊字符写成 %XX）'
    case 'mail-address': return '一个电子邮箱地址，例如 notice@example.gov.cn'
    case 'host-port': return '主机:端口，例如 zeebe:26500'
    case 'list': return '逗号分隔的文字'
  }
}

function unset (variable: Variable): string | number | string[] | null | undefined {
  return variable.default === null ? null : parse(variable, String(variable.default))
}

/** The value in the table's type; undefined when the text is wrong. */
function parse (variable: Variable, text: string): string | number | string[] | undefined {
  switch (variable.kind) {
    case 'text': return /^\S+$/.test(text) ? text : undefined
    case 'password': return text.length >= 12 ? text : undefined
    case 'path': return resolve(text)
    case 'port': return integerWithin(text, 0, 65_535)
    case 'integer': return integerWithin(text, variable.min ?? 0, variable.max ?? Number.MAX_SAFE_INTEGER)
    case 'choice': return variable.choices?.includes(text) === true ? text : undefined
    case 'postgres-url': return urlOf(text, ['postgres:', 'postgresql:'])?.pathname.slice(1) ? text : undefined
    case 'http-url': return urlOf(text, ['http:', 'https:']) && text.replace(/\/+$/, '')
    case 'smtp-url': return isMailServer(text) ? text : undefined
    case 'mail-address': return /^[^\s@,;:<>"]+@[^\s@,;:<>"]+$/.test(text) ? text : undefined
    case 'host-port': return /^[^\s:/]+:\d{1,5}$/.test(text) && Number(text.split(':')[1]) <= 65_535 ? text : undefined
    case 'list': return text.split(',').map((item) => item.trim()).filter((item) => item !== '')
  }
}

function integerWithin (text: string, min: number, max: number): number | undefined {
  if (!/^\d+$/.test(text)) return undefined
  const value = Number(text)
  return value >= min && value <= max ? value : undefined
}

function urlOf (text: string, protocols: string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return protocols.includes(url.protocol) && url.hostname !== '' ? url : undefined
}

/** Options behind a question mark are nobody's: what they would switch on (logging, files) is not for an address to decide. */
function isMailServer (text: string): boolean {
  const url = urlOf(text, ['smtp:', 'smtps:'])
  if (url === undefined || (url.username === '') !== (url.password === '')) return false
  return ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '' && [url.username, url.password].every(isDecodable)
}

function isDecodable (text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function contradictionsIn (config: Config): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const [present, missing] = config.zeebeGrpcAddress !== null ? ['ZEEBE_GRPC_ADDRESS', 'ZEEBE_REST_ADDRESS'] as const : ['ZEEBE_REST_ADDRESS', 'ZEEBE_GRPC_ADDRESS'] as const
  if ((config.zeebeGrpcAddress === null) !== (config.zeebeRestAddress === null)) {
    problems.push({ env: missing, message: `${missing}：没有设置，而设置了 ${present}；使用自己的引擎时两个地址都要设置` })
  }
  if (config.zeebeGrpcAddress !== null && config.feedPassword === null) {
    problems.push({ env: 'FEED_PASSWORD', message: 'FEED_PASSWORD：没有设置；使用自己的引擎时须与引擎导出器的密码一致，至少 12 个字符' })
  }
  for (const pair of [['zeebeUsername', 'zeebePassword'], ['smtpUrl', 'smtpFrom'], ['smsUrl', 'smsSecret']] as const) {
    const unset = pair.filter((key) => config[key] === null).map((key) => configTable[key].env)
    const [missing] = unset
    if (unset.length === 1) problems.push({ env: missing!, message: `${missing}：没有设置；${pair.map((key) => configTable[key].env).join(' 与 ')} 要么都设置，要么都不设置` })
  }
  if (config.jobConcurrency >= config.databasePoolSize) {
    problems.push({ env: 'JOB_CONCURRENCY', message: `JOB_CONCURRENCY：得到 ${config.jobConcurrency}，应小于 DATABASE_POOL_SIZE（${config.databasePoolSize}）：每个作业占用一个数据库连接` })
  }
  return problems
}

/** Passwords never reach a screen or log. */
function shown (variable: Variable, text: string): string {
  return variable.isSecret ? '（内容不显示）' : `"${text}"`
}

/**
 * Every environment variable that the platform reads. `default: null` means: not set, and what happens then is in the description.
 * `docs/configuration.md` is made from this table (`npm run --silent onelicence -- config > docs/configuration.md`).
 */
export const configTable = {
  databaseUrl: {
    env: 'DATABASE_URL',
    kind: 'postgres-url',
    default: null,
    isSecret: true,
    zh: '您自己的 PostgreSQL（14 及以上）；不设则使用内置数据库',
    en: 'Your own PostgreSQL; unset: the embedded one'
  },
  databasePoolSize: {
    env: 'DATABASE_POOL_SIZE', kind: 'integer', min: 4, max: 1000, default: 16, zh: '每个进程的数据库连接数上限', en: 'Largest number of database connections per process'
  },
  zeebeGrpcAddress: {
    env: 'ZEEBE_GRPC_ADDRESS', kind: 'host-port', default: null, zh: '您自己的 Zeebe 网关 gRPC 地址；不设则使用内置引擎', en: 'gRPC address of your own Zeebe; unset: the embedded one'
  },
  zeebeRestAddress: {
    env: 'ZEEBE_REST_ADDRESS', kind: 'http-url', default: null, zh: '您自己的 Zeebe 网关 REST 地址；与 ZEEBE_GRPC_ADDRESS 同时设置', en: 'REST address of your own Zeebe; set together with ZEEBE_GRPC_ADDRESS'
  },
  zeebeUsername: {
    env: 'ZEEBE_USERNAME', kind: 'text', default: null, zh: '引擎启用基本认证时的用户名', en: 'User name for an engine with basic authentication'
  },
  zeebePassword: {
    env: 'ZEEBE_PASSWORD', kind: 'password', default: null, isSecret: true, zh: '引擎启用基本认证时的密码，至少 12 个字符', en: 'Password for an engine with basic authentication, 12 characters or more'
  },
  port: {
    env: 'PORT', kind: 'port', default: null, zh: 'API 端口；不设则为 8000，`start` 时若被占用则另选空闲端口', en: 'Port of the API; unset: 8000, and with `start` a free one when that is taken'
  },
  host: {
    env: 'HOST', kind: 'text', default: '127.0.0.1', zh: 'API 监听地址', en: 'Address that the API listens on'
  },
  publicUrl: {
    env: 'PUBLIC_URL', kind: 'http-url', default: null, zh: '公众访问本平台的网址，写入二维码；不设则为 API 自身地址', en: 'Address that the public uses, written into QR codes; unset: the API\'s own'
  },
  trustedProxies: {
    env: 'TRUSTED_PROXIES', kind: 'list', default: '', zh: '可信的反向代理地址或网段（逗号分隔），只采信它们的 X-Forwarded-For', en: 'Reverse proxies (addresses or CIDR, comma-separated) whose X-Forwarded-For is believed'
  },
  metricsToken: {
    env: 'METRICS_TOKEN', kind: 'password', default: null, isSecret: true, zh: '从其他机器读取 /metrics 的令牌；不设则只有本机能读', en: 'Bearer token for /metrics from other machines; unset: this machine only'
  },
  dataDir: {
    env: 'DATA_DIR', kind: 'path', default: '.data', zh: '数据目录：内置数据库、内置引擎、上传的材料', en: 'Data folder: embedded database and engine, uploaded files'
  },
  filesDir: {
    env: 'FILES_DIR', kind: 'path', default: null, zh: '材料与文书的存放目录；不设则为数据目录下的 files', en: 'Folder of materials and documents; unset: `files` in the data folder'
  },
  feedHost: {
    env: 'FEED_HOST', kind: 'text', default: '127.0.0.1', zh: '记录接收端监听地址，只应在内部网络可达', en: 'Address that the record feed listens on; internal network only'
  },
  feedPort: {
    env: 'FEED_PORT', kind: 'port', default: null, zh: '记录接收端端口；不设则用内置引擎时选空闲端口，用自己的引擎时是 9200', en: 'Port of the record feed; unset: a free one for the embedded engine, 9200 for your own'
  },
  feedUsername: {
    env: 'FEED_USERNAME', kind: 'text', default: 'zeebe', zh: '引擎导出器的用户名', en: 'User name of the engine\'s exporter'
  },
  feedPassword: {
    env: 'FEED_PASSWORD',
    kind: 'password',
    default: null,
    isSecret: true,
    zh: '引擎导出器的密码，至少 12 个字符；使用内置引擎时自动生成，使用自己的引擎时必须设置',
    en: 'Password of the engine\'s exporter, 12 characters or more; made up for the embedded engine, required with your own'
  },
  embeddedDatabasePort: {
    env: 'EMBEDDED_DATABASE_PORT', kind: 'port', default: null, zh: '内置数据库端口；不设则选空闲端口', en: 'Port of the embedded database; unset: a free one'
  },
  embeddedGrpcPort: {
    env: 'EMBEDDED_ZEEBE_GRPC_PORT', kind: 'port', default: null, zh: '内置引擎 gRPC 端口；不设则选空闲端口', en: 'gRPC port of the embedded engine; unset: a free one'
  },
  embeddedRestPort: {
    env: 'EMBEDDED_ZEEBE_REST_PORT', kind: 'port', default: null, zh: '内置引擎 REST 端口；不设则选空闲端口', en: 'REST port of the embedded engine; unset: a free one'
  },
  embeddedManagementPort: {
    env: 'EMBEDDED_ZEEBE_MANAGEMENT_PORT', kind: 'port', default: null, zh: '内置引擎管理端口；不设则选空闲端口', en: 'Management port of the embedded engine; unset: a free one'
  },
  embeddedHeapMb: {
    env: 'EMBEDDED_ZEEBE_HEAP_MB', kind: 'integer', min: 256, max: 65536, default: 512, zh: '内置引擎的 Java 堆内存（MB）', en: 'Java heap of the embedded engine in MB'
  },
  embeddedJavaFolders: {
    env: 'EMBEDDED_JAVA_FOLDERS', kind: 'list', default: null, zh: '除 JAVA_HOME 与 PATH 外查找 JDK 的目录（逗号分隔）；不设则为系统常用目录', en: 'Folders searched for a JDK after JAVA_HOME and PATH (comma-separated); unset: the system\'s usual ones'
  },
  engineWaitSeconds: {
    env: 'ENGINE_WAIT_SECONDS', kind: 'integer', min: 1, max: 600, default: 30, zh: '启动时等待引擎就绪的秒数', en: 'Seconds that a start waits for the engine'
  },
  seals: {
    env: 'SEALS', kind: 'choice', choices: ['demo', 'none'], default: 'demo', zh: '文书的印章：demo 带“演示”字样；none 留出用章位置，由机关加盖', en: 'Seals on documents: `demo` says 演示; `none` leaves the place for the organ\'s own'
  },
  signingSecret: {
    env: 'SIGNING_SECRET',
    kind: 'password',
    default: null,
    isSecret: true,
    zh: '加密各机关签名私钥的密码，至少 12 个字符；`start` 时不设则自动生成并存于数据目录，`serve` 时必须设置，各进程相同，与数据库分开保存；丢失后已有的签名仍可核验，不能再用原密钥签名',
    en: 'Seals the organs\' private signing keys, 12 characters or more; made up with `start`, required with `serve`, the same for all processes'
  },
  sessionHours: {
    env: 'SESSION_HOURS', kind: 'integer', min: 1, max: 720, default: 12, zh: '登录有效时长（小时），快到时可以继续使用', en: 'Hours that a sign-in lasts; it can be prolonged before it ends'
  },
  staffSessionMaxHours: {
    env: 'STAFF_SESSION_MAX_HOURS', kind: 'integer', min: 1, max: 720, default: 12, zh: '工作人员一次登录最长多少小时，延长也不超过', en: 'Hours after which staff sign in again, however often the sign-in was prolonged'
  },
  applicantSessionMaxHours: {
    env: 'APPLICANT_SESSION_MAX_HOURS', kind: 'integer', min: 1, max: 720, default: 24, zh: '申请人一次登录最长多少小时，延长也不超过', en: 'The same for applicants'
  },
  uploadMaxBytes: {
    env: 'UPLOAD_MAX_BYTES', kind: 'integer', min: 1024, max: 1073741824, default: 20971520, zh: '单个上传文件的大小上限（字节）', en: 'Largest uploaded file in bytes'
  },
  jobConcurrency: {
    env: 'JOB_CONCURRENCY', kind: 'integer', min: 1, max: 900, default: 10, zh: '一个进程同时处理的作业数，须小于 DATABASE_POOL_SIZE', en: 'Jobs that one process handles at once; less than DATABASE_POOL_SIZE'
  },
  outboxIntervalMs: {
    env: 'OUTBOX_INTERVAL_MS', kind: 'integer', min: 10, max: 60000, default: 200, zh: '检查发件箱的间隔（毫秒）', en: 'Milliseconds between two looks into the outbox'
  },
  smtpUrl: {
    env: 'SMTP_URL',
    kind: 'smtp-url',
    default: null,
    isSecret: true,
    zh: '发送邮件通知的服务器，用户和密码按网址编码；smtp 在对方支持时加密，带密码而不在本机的必须加密；不设则不发邮件',
    en: 'Mail server for notifications, user and password URL-encoded; `smtp` is encrypted when the server can, and has to be when there is a password and the server is elsewhere; unset: no e-mail'
  },
  smtpFrom: {
    env: 'SMTP_FROM', kind: 'mail-address', default: null, zh: '邮件通知的发件地址；与 SMTP_URL 同时设置', en: 'Sender address of e-mail; set together with SMTP_URL'
  },
  smsUrl: {
    env: 'SMS_URL', kind: 'http-url', default: null, zh: '发送短信通知的接口地址，约定见运维手册；不设则不发短信', en: 'Address that text messages are posted to (see docs/operations.md); unset: no text messages'
  },
  smsSecret: {
    env: 'SMS_SECRET', kind: 'password', default: null, isSecret: true, zh: '短信接口的签名密钥，至少 12 个字符；与 SMS_URL 同时设置', en: 'Key that posts to SMS_URL are signed with, 12 characters or more; set together with it'
  },
  shutdownSeconds: {
    env: 'SHUTDOWN_SECONDS', kind: 'integer', min: 1, max: 600, default: 20, zh: '停止时等待在办作业完成的秒数', en: 'Seconds that stopping waits for jobs at work'
  },
  logLevel: {
    env: 'LOG_LEVEL', kind: 'choice', choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], default: 'warn', zh: '日志级别（JSON，写到标准错误）', en: 'Log level (JSON, to standard error)'
  }
} as const satisfies Record<string, Variable>

export type VariableKind = 'text' | 'password' | 'path' | 'port' | 'integer' | 'choice' | 'postgres-url' | 'http-url' | 'smtp-url' | 'mail-address' | 'host-port' | 'list'

export interface Variable {
  env: string
  kind: VariableKind
  default: string | number | null
  zh: string
  en: string
  isSecret?: true
  min?: number
  max?: number
  choices?: readonly string[]
}

type Value<V extends Variable> = V['kind'] extends 'port' | 'integer' ? number : V['kind'] extends 'list' ? string[] : V extends { choices: readonly (infer C)[] } ? C : string

/** What `readConfig` gives: one property per row, null where the row may be unset. */
export type Config = { readonly [K in keyof typeof configTable]: Value<typeof configTable[K]> | (null extends typeof configTable[K]['default'] ? null : never) }

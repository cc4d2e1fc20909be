import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { connectDatabase } from '../../src/database/connection.js'
import { createDocumentSigner } from '../../src/documents/signing/document-signer.js'
import { systemClock } from '../../src/domain/time.js'
import { dataFolder, folderWithDistribution, runToEnd } from '../support/command.js'
import { serverUrl, testDatabaseUrl } from '../support/database.js'
import type { Scope } from '../support/scope.js'

const nowhere = 'http://127.0.0.1:1'

async function takenPort (t: Scope): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

function changed (url: string, change: (url: URL) => void): string {
  const copy = new URL(url)
  change(copy)
  return copy.href
}

/** A PATH with only these programs. */
async function pathWith (t: Scope, programs: string[]): Promise<string> {
  const folder = join(await dataFolder(t), 'bin')
  await mkdir(folder)
  for (const program of programs) {
    const places = (process.env.PATH ?? '').split(delimiter).map((place) => join(place, program))
    for (const place of places) await symlink(place, join(folder, program)).catch(() => {})
  }
  return folder
}

t.test('a taken port is named with its variable before anything is started', async (t) => {
  const port = await takenPort(t)

  const { code, output } = await runToEnd(t, ['start'], { env: { DATA_DIR: await dataFolder(t), PORT: String(port) } })

  t.equal(code, 1)
  t.match(output, `启动失败：端口被占用：127.0.0.1:${port}（PORT）`)
  t.match(output, '解决办法：请停止占用该端口的程序，或用 PORT 换一个端口')
  t.notMatch(output, '内置数据库')
})

t.test('a taken port of the embedded engine is named', async (t) => {
  const port = await takenPort(t)
  const env = { DATA_DIR: await folderWithDistribution(t), DATABASE_URL: await testDatabaseUrl(t), EMBEDDED_ZEEBE_REST_PORT: String(port) }

  const { code, output } = await runToEnd(t, ['start'], { env })

  t.equal(code, 1)
  t.match(output, '启动失败：内置引擎要用的端口被占用')
  t.match(output, String(port))
  t.match(output, 'EMBEDDED_ZEEBE_REST_PORT')
})

t.test('a wrong database password is named and not shown', async (t) => {
  const url = changed(serverUrl(), (url) => { url.password = 'not-the-password' })

  const { code, output } = await runToEnd(t, ['start'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: url } })

  t.equal(code, 1)
  t.match(output, /启动失败：数据库拒绝登录：password authentication failed/)
  t.match(output, '请检查 DATABASE_URL 中的用户名和密码')
  t.notMatch(output, 'not-the-password')
})

t.test('a wrong address of the mail server or the gateway of text messages is named, with what it should be, and no password is shown', async (t) => {
  const env = { DATA_DIR: await dataFolder(t), SMTP_URL: 'https://notice:geheim@mail.example.com', SMTP_FROM: 'notice@example.gov.cn', SMS_URL: 'sms.example.com', SMS_SECRET: 'a long shared secret' }

  const { code, output } = await runToEnd(t, ['start'], { env })

  t.equal(code, 1)
  t.match(output, /启动失败：配置有误：\nSMTP_URL：得到 （内容不显示），应为smtp:\/\/主机:端口.*\nSMS_URL：得到 "sms\.example\.com"，应为http:\/\//)
  t.match(output, '解决办法：请更正环境变量')
  t.notMatch(output, 'geheim')
})

t.test('a database that does not exist is named', async (t) => {
  const url = changed(serverUrl(), (url) => { url.pathname = '/nobody-made-this' })

  const { code, output } = await runToEnd(t, ['start'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: url } })

  t.equal(code, 1)
  t.match(output, /启动失败：数据库不存在：.*nobody-made-this/)
})

t.test('a database that does not answer is named with its address', async (t) => {
  const { code, output } = await runToEnd(t, ['start'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' } })

  t.equal(code, 1)
  t.match(output, '启动失败：连接不上：127.0.0.1:1')
})

t.test('an engine that does not answer is named with its addresses', async (t) => {
  const env = {
    DATA_DIR: await dataFolder(t),
    DATABASE_URL: await testDatabaseUrl(t),
    ZEEBE_GRPC_ADDRESS: '127.0.0.1:1',
    ZEEBE_REST_ADDRESS: nowhere,
    FEED_PASSWORD: 'a long enough password',
    FEED_PORT: '0',
    ENGINE_WAIT_SECONDS: '1'
  }

  const { code, output } = await runToEnd(t, ['start'], { env })

  t.equal(code, 1)
  t.match(output, `启动失败：流程引擎 1 秒内没有就绪：127.0.0.1:1、${nowhere}`)
})

t.test('without a JDK of version 21 or newer the start says what to install', async (t) => {
  const env = { DATA_DIR: await dataFolder(t), DATABASE_URL: await testDatabaseUrl(t), PATH: await pathWith(t, ['id']), EMBEDDED_JAVA_FOLDERS: '/nowhere' }

  const { code, output } = await runToEnd(t, ['start'], { env })

  t.equal(code, 1)
  t.match(output, '启动失败：没有找到 JDK 21 或更高版本')
  t.match(output, 'JAVA_HOME')
})

t.test('without Maven and without a distribution the start says what to install', async (t) => {
  const env = { DATA_DIR: await dataFolder(t), DATABASE_URL: await testDatabaseUrl(t), PATH: await pathWith(t, ['id', 'tar']) }

  const { code, output } = await runToEnd(t, ['start'], { env })

  t.equal(code, 1)
  t.match(output, '启动失败：没有找到 Maven（mvn）')
  t.match(output, '请安装 Maven')
})

t.test('a data folder that cannot be made is named', async (t) => {
  const file = join(await dataFolder(t), 'file')
  await writeFile(file, '')

  const { code, output } = await runToEnd(t, ['start'], { env: { DATA_DIR: join(file, 'data') } })

  t.equal(code, 1)
  t.match(output, `启动失败：目录不可写：${file}`)
})

t.test('wrong variables are all named', async (t) => {
  const { code, output } = await runToEnd(t, ['start'], { env: { PORT: 'http', SESSION_HOURS: '0' } })

  t.equal(code, 1)
  t.match(output, 'PORT：得到 "http"，应为0 到 65535 的端口号')
  t.match(output, 'SESSION_HOURS：得到 "0"，应为1 到 720 的整数')
})

t.test('serve needs a database and an engine of one\'s own', async (t) => {
  const withoutDatabase = await runToEnd(t, ['serve', 'api'], { env: { DATA_DIR: await dataFolder(t) } })
  const withoutEngine = await runToEnd(t, ['serve', 'workers'], {
    env: { DATA_DIR: await dataFolder(t), DATABASE_URL: await testDatabaseUrl(t), SIGNING_SECRET: 'as long as it must be', FEED_PORT: '0' }
  })

  t.equal(withoutDatabase.code, 1)
  t.match(withoutDatabase.output, '启动失败：DATABASE_URL：没有设置')
  t.equal(withoutEngine.code, 1)
  t.match(withoutEngine.output, '启动失败：ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS：没有设置')
})

t.test('serve needs the secret of the organs\' keys, and the one that they were made with', async (t) => {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 2 })
  t.teardown(() => database.destroy())
  const signer = createDocumentSigner({ database, secret: 'the former secret', clock: systemClock })
  await signer.prepare('龙亭区烟草专卖局')

  const without = await runToEnd(t, ['serve', 'api'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: url } })
  const withAnother = await runToEnd(t, ['serve', 'api'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: url, SIGNING_SECRET: 'another secret' } })

  t.equal(without.code, 1)
  t.match(without.output, '启动失败：SIGNING_SECRET：没有设置')
  t.match(without.output, 'openssl rand -hex 24')
  t.equal(withAnother.code, 1)
  t.match(withAnother.output, '启动失败：SIGNING_SECRET：打不开数据库里龙亭区烟草专卖局的签名密钥')
  t.notMatch(withAnother.output, 'another secret')
})

t.test('serve refuses a database that is not migrated', async (t) => {
  const url = await testDatabaseUrl(t, { template: 'template1' })

  const { code, output } = await runToEnd(t, ['serve', 'api'], { env: { DATA_DIR: await dataFolder(t), DATABASE_URL: url } })

  t.equal(code, 1)
  t.match(output, /启动失败：数据库缺少 \d+ 个迁移（0001-accounts.sql 起）/)
  t.match(output, '请先运行 onelicence migrate')
})

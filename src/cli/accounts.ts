import { readConfig, type Config } from '../config.js'
import { demoAccountsOf, saveAccount, type AccountKind } from '../database/accounts.js'
import { connectDatabase } from '../database/connection.js'
import { migrateDatabase } from '../database/migrate.js'
import { changePassword } from '../database/password-resets.js'
import { isMailAddress, isMobileNumber } from '../domain/contact-addresses.js'
import { isLogin, shortestPassword } from '../domain/registration.js'
import { isGroupName } from '../domain/groups.js'
import { hashPassword } from '../passwords.js'
import { demoPassword } from '../platform/demo-password.js'
import { withDatabaseUrl } from '../platform/with-database.js'
import { takenLogin } from '../database/account-lookup.js'
import { addAuditEntry } from '../database/audit.js'
import { UsageError, type Command, type CommandIo, type ParsedArguments } from './command.js'
import { readPassword } from './read-password.js'

export const accounts: Command = {
  name: 'accounts',
  summary: '列出演示账号（仅内置模式）；accounts create 建立真实账号，口令从标准输入读取',
  usage: '[create --login 登录名 --name 姓名 [--kind staff|applicant] [--group 组]… [--phone 手机] [--email 邮箱]]',
  options: {
    login: { type: 'string' },
    name: { type: 'string' },
    kind: { type: 'string', default: 'staff' },
    group: { type: 'string', multiple: true },
    phone: { type: 'string' },
    email: { type: 'string' },
    replace: { type: 'boolean' }
  },
  optionHelp: {
    login: '登录名',
    name: '姓名',
    kind: 'staff（工作人员，默认）或 applicant（申请人）',
    group: '所在组，例如 market-regulation.approver@410202；可以写多个',
    phone: '收短信通知的手机号码',
    email: '收邮件通知的电子邮箱',
    replace: '登录名已存在时改写其姓名、组和口令，并结束它在各处的登录；手机和邮箱写了才改'
  },
  async run (args, io) {
    const config = readConfig(io.env)
    const [action, ...rest] = args.positionals
    if (rest.length > 0 || (action !== undefined && action !== 'create')) throw new UsageError(`没有这个操作：${args.positionals.join(' ')}`)
    return action === 'create' ? await createAccount(config, args, io) : await listDemoAccounts(config, io)
  }
}

async function listDemoAccounts (config: Config, io: CommandIo): Promise<number> {
  if (config.databaseUrl !== null) {
    io.print('演示账号只存在于内置数据库；现在设置了 DATABASE_URL，没有演示账号')
    return 1
  }
  const demo = await withDatabaseUrl(config, async (url) => {
    await migrateDatabase(url)
    const database = connectDatabase({ url, poolSize: 1 })
    return await demoAccountsOf(database).finally(() => database.destroy())
  })
  if (demo.length === 0) {
    io.print('还没有演示账号：第一次 onelicence start 时建立')
    return 1
  }
  io.print(`演示账号的口令都是：${await demoPassword(config.dataDir)}`)
  for (const { login, displayName, groups } of demo) io.print(`${login}\t${displayName}\t${groups.join('、') || '申请人'}`)
  return 0
}

async function createAccount (config: Config, { values }: ParsedArguments, io: CommandIo): Promise<number> {
  const login = required(values.login, '--login')
  const displayName = required(values.name, '--name')
  const kind = values.kind as AccountKind
  const groups = (values.group ?? []) as string[]
  if (!isLogin(login)) throw new UsageError(`登录名 "${login}" 应为 2 到 64 个字母、数字或 . _ @ -`)
  if (kind !== 'staff' && kind !== 'applicant') throw new UsageError(`--kind 得到 "${String(kind)}"，应为 staff 或 applicant`)
  for (const group of groups) if (!isGroupName(group)) throw new UsageError(`组 "${group}" 应为 <部门>.<角色>@<区划代码>，或 supervisor、policy、admin、ops`)
  const contact = contactOf(values)
  const password = await readPassword(io)
  if (password.length < shortestPassword) throw new UsageError(`口令至少 ${shortestPassword} 个字符`)

  const passwordHash = await hashPassword(password)
  return await withDatabaseUrl(config, async (url) => {
    const database = connectDatabase({ url, poolSize: 1 })
    try {
      const taken = await takenLogin(database, login)
      if (taken !== undefined && values.replace !== true) throw new UsageError(`登录名 ${taken} 已存在；要改写请加 --replace`)
      const account = { login: taken ?? login, displayName, kind, groups, passwordHash, ...contact }
      await database.transaction(async (tx) => {
        const id = await saveAccount(tx, account)
        if (taken !== undefined) await changePassword(tx, id, passwordHash)
        await addAuditEntry(tx, {
          at: new Date(), accountId: null, action: taken === undefined ? 'create-account' : 'replace-account', subject: account.login, detail: { kind, groups, changed: Object.keys(contact) }
        })
      })
      io.print(taken === undefined ? `已建立账号 ${login}` : `已改写账号 ${taken}，它在各处的登录已经结束`)
      return 0
    } finally {
      await database.destroy()
    }
  })
}

/** Where the account gets its notifications, as far as it was said. */
function contactOf ({ phone, email }: ParsedArguments['values']): { phone?: string, email?: string } {
  if (typeof phone === 'string' && !isMobileNumber(phone)) throw new UsageError(`--phone 得到 "${phone}"，应为 11 位手机号码`)
  if (typeof email === 'string' && !isMailAddress(email)) throw new UsageError(`--email 得到 "${email}"，应为一个电子邮箱，例如 name@example.com`)
  return { ...(typeof phone === 'string' ? { phone } : {}), ...(typeof email === 'string' ? { email } : {}) }
}

function required (value: ParsedArguments['values'][string], option: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`缺少 ${option}`)
  return value.trim()
}

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import type { Command } from '../../src/cli/command.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { credentialsOf } from '../../src/database/accounts.js'
import { openSession } from '../../src/database/sessions.js'
import { connectDatabase } from '../../src/database/connection.js'
import { verifyPassword } from '../../src/passwords.js'
import { projectRoot } from '../../src/project-root.js'
import { dataFolder } from '../support/command.js'
import { testDatabaseUrl } from '../support/database.js'
import type { Scope } from '../support/scope.js'

const everyCommand = await Promise.all(Object.entries(commands).map(async ([name, load]) => ({ name, command: await load() })))

async function onelicence (argv: string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const io = { env, stdin: Readable.from([input]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, argv, io)
  return { code, output: lines.join('\n') }
}

t.test('every command that has a file is there', async (t) => {
  const files = await readdir(join(projectRoot(), 'src', 'cli'))
  const modules = await Promise.all(files.filter((file) => file !== 'onelicence.ts').map(async (file) => await import(`../../src/cli/${file.replace('.ts', '.js')}`) as Record<string, unknown>))
  const made = modules.flatMap((module) => Object.values(module)).filter((value): value is Command => typeof (value as Partial<Command>)?.run === 'function')

  t.same(made.map(({ name }) => name).sort(), Object.keys(commands).sort())
})

t.test('help lists every command, in Chinese', async (t) => {
  const { code, output } = await onelicence([])

  t.equal(code, 0)
  for (const { name, command: { name: ownName, summary } } of everyCommand) {
    t.equal(ownName, name)
    t.ok(output.split('\n').some((line) => line.startsWith(`  ${name} `) && line.endsWith(`  ${summary}`)), name)
    t.match(summary, /[一-龥]/)
  }
})

t.test('help of a command explains each of its options', async (t) => {
  for (const { command } of everyCommand) {
    const asked = await onelicence(['help', command.name])
    const flagged = await onelicence([command.name, '--help'])

    t.equal(asked.output, flagged.output)
    t.same(Object.keys(command.optionHelp).sort(), Object.keys(command.options).sort())
  }
})

t.test('an unknown command or option is answered with what there is', async (t) => {
  const command = await onelicence(['fly'])
  const inherited = await onelicence(['toString'])
  const option = await onelicence(['migrate', '--fast'])

  t.equal(command.code, 2)
  t.match(command.output, '没有这个命令：fly')
  t.match(inherited.output, '没有这个命令：toString')
  t.equal(option.code, 2)
  t.match(option.output, /^参数有误：没有选项 --fast\n/)
  t.match(await onelicence(['releases', '--help=x']), { code: 2, output: /^参数有误：选项 --help 不带值\n/ })
  t.match(await onelicence(['publish', '--note']), { code: 2, output: /^参数有误：选项 --note 后面缺少值\n/ })
  t.match(await onelicence(['publish', '--note', '--by', '王五']), { code: 2, output: /^参数有误：选项 --note 后面缺少值\n/ })
  t.match(option.output, '用法：onelicence migrate')
})

t.test('what plan and simulate can do nothing with is told before they begin', async (t) => {
  for (const days of ['1e9', '-1', '1001', '']) t.match(await onelicence(['plan', 'ktv', `--preparation=${days}`]), { code: 2, output: /^--preparation 应为 0 至 1000 的工作日数/ })
  t.match(await onelicence(['plan', 'constructor']), { code: 2, output: /^没有行业“constructor”/ })
  t.match(await onelicence(['simulate', 'ktv', '--report', '/dev/null/x.html']), { code: 1, output: /^没有模拟：写不了文件 \/dev\/null\/x\.html/ })
})

t.test('migrate works, and works again', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t, { template: 'template1' }) }

  const first = await onelicence(['migrate'], env)
  const second = await onelicence(['migrate'], env)

  t.equal(first.code, 0)
  t.match(first.output, /已执行 0001-accounts\.sql[\s\S]*共执行 \d+ 个迁移/)
  t.same(second, { code: 0, output: '数据库已是最新' })
})

t.test('serve wants to know what', async (t) => {
  const { code, output } = await onelicence(['serve', 'tea'])

  t.equal(code, 2)
  t.match(output, '请指明运行哪一部分：api 或 workers')
})

t.test('an account is created with its groups and the password from standard input', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) }
  const database = databaseOf(t, env)

  const { code, output } = await onelicence(
    ['accounts', 'create', '--login', 'zhang.san', '--name', '张三', '--group', 'market-regulation.reviewer@410202', '--group', 'supervisor'], env, '很长的口令password\n')

  t.equal(code, 0)
  t.equal(output, '已建立账号 zhang.san')
  const { account, passwordHash } = (await credentialsOf(database, 'zhang.san'))!
  t.match(account, { kind: 'staff', displayName: '张三', isDemo: false, groups: ['market-regulation.reviewer@410202', 'supervisor'] })
  t.ok(await verifyPassword('很长的口令password', passwordHash))
})

t.test('an account is not overwritten unless asked to', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) }
  const database = databaseOf(t, env)
  const create = ['accounts', 'create', '--login', 'li.si', '--name', '李四']
  await onelicence([...create, '--phone', '13812345678', '--email', 'li.si@example.com'], env, 'the first password\n')
  const { id } = await database('account').where({ login: 'li.si' }).first('id')
  await openSession(database, id, new Date(), new Date(Date.now() + 3_600_000))

  const again = await onelicence(create, env, 'another password\n')
  const otherCase = create.map((part) => part === 'li.si' ? 'Li.Si' : part)
  const againInOtherCase = await onelicence(otherCase, env, 'another password\n')
  const replaced = await onelicence([...otherCase, '--replace'], env, 'a third password\n')

  t.equal(again.code, 2)
  for (const { output } of [again, againInOtherCase]) t.match(output, '登录名 li.si 已存在')
  t.equal(replaced.code, 0)
  t.match(replaced.output, '它在各处的登录已经结束')
  t.same(await database('session'), [])
  t.match(await database('audit_log').where({ subject: 'li.si' }).orderBy('id'), [{ action: 'create-account', account_id: null }, { action: 'replace-account', detail: { kind: 'staff' } }])
  await t.rejects(database('account').insert({ login: 'LI.SI', password_hash: 'x', kind: 'staff', display_name: '李四' }), /account_login_in_any_case/)
  t.ok(await verifyPassword('a third password', (await credentialsOf(database, 'li.si'))!.passwordHash))
  t.match(await database('account').where({ login: 'li.si' }).first('phone', 'email'), { phone: '13812345678', email: 'li.si@example.com' }, 'addresses stay unless given')
})

const wrongAccounts: [args: string[], input: string, expected: string][] = [
  [['--name', '张三'], 'long password', '缺少 --login'],
  [['--login', 'zhang'], 'long password', '缺少 --name'],
  [['--login', '张 三', '--name', '张三'], 'long password', '登录名 "张 三" 应为'],
  [['--login', 'zhang', '--name', '张三', '--kind', 'robot'], 'long password', '--kind 得到 "robot"，应为 staff 或 applicant'],
  [['--login', 'zhang', '--name', '张三', '--group', 'everything'], 'long password', '组 "everything" 应为'],
  [['--login', 'zhang', '--name', '张三', '--phone', '0371-23888888'], 'long password', '--phone 得到 "0371-23888888"，应为 11 位手机号码'],
  [['--login', 'zhang', '--name', '张三', '--email', 'a@b.cn,c@d.cn'], 'long password', '--email 得到 "a@b.cn,c@d.cn"，应为一个电子邮箱'],
  [['--login', 'zhang', '--name', '张三'], 'short', '口令至少 10 个字符'],
  [['--login', 'zhang', '--name', '张三'], '', '口令至少 10 个字符']
]
for (const [args, input, expected] of wrongAccounts) {
  t.test(`accounts create ${args.join(' ')} with password "${input}" is refused`, async (t) => {
    const { code, output } = await onelicence(['accounts', 'create', ...args], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, input)

    t.equal(code, 2)
    t.match(output, expected)
  })
}

t.test('demo accounts belong to the embedded database only', async (t) => {
  const { code, output } = await onelicence(['accounts'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })

  t.equal(code, 1)
  t.match(output, '演示账号只存在于内置数据库')
})

t.test('a lock whose process number belongs to somebody else by now is taken over', async (t) => {
  const dataDir = await dataFolder(t)
  await writeFile(join(dataDir, 'instance.1.json'), JSON.stringify({ pid: process.pid, startedAt: 'long ago', databasePort: 1 }))

  const { code, output } = await onelicence(['accounts'], { DATA_DIR: dataDir })

  t.equal(code, 1)
  t.match(output, '还没有演示账号')
})

function databaseOf (t: Scope, { DATABASE_URL: url }: { DATABASE_URL: string }) {
  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(() => database.destroy())
  return database
}

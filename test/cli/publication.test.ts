import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { freePort } from '../../src/free-port.js'
import { testDatabaseUrl } from '../support/database.js'

const store = 'convenience-store'

async function onelicence (argv: string[], env: NodeJS.ProcessEnv): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const code = await runCommandLine(commands, argv, {
    env, stdin: Readable.from(['']), print: (line) => { lines.push(line) }, interrupted: new AbortController().signal
  })
  return { code, output: lines.join('\n') }
}

t.test('before the first publication everything is to be signed, and there are no releases', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) }

  t.match(await onelicence(['releases'], env), { code: 0, output: '还没有发布任何行业' })
  t.match(await onelicence(['diff', store], env), { code: 0, output: '便利店（convenience-store）：首次发布' })
  t.match(await onelicence(['sign-off', 'list', store], env), { code: 0, output: /流程、问答和共用内容 —— 市市场监督管理局（market-regulation）：未签署/ })
  t.match(await onelicence(['publish', store, '--note', '首次', '--dry-run'], env), { code: 1, output: /没有发布，什么也没有改变：还缺 \d+ 项签署/ })
})

t.test('a signature is shown with its paper, and a department signs once', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) }
  const sign = ['sign-off', store, '--department', 'tobacco', '--by', '钱七', '--paper', '汴烟〔2026〕1号']

  t.match(await onelicence(sign, env), { code: 0, output: /钱七 代表 市烟草专卖局 签署：\n {2}convenience-store：事项“烟草专卖零售许可”/ })
  t.match(await onelicence(sign, env), { code: 0, output: 'tobacco 现在没有要签署的内容' })
  t.match(await onelicence(['sign-off', 'list', store], env), { output: '（tobacco）：钱七 已签署（汴烟〔2026〕1号）' })
})

t.test('without a database or an engine a publication says which one, and that nothing changed', async (t) => {
  const port = await freePort()
  const withoutDatabase = { DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/x` }
  const withoutEngine = { DATABASE_URL: await testDatabaseUrl(t) }
  const deadEngine = {
    ...withoutEngine, ZEEBE_GRPC_ADDRESS: `127.0.0.1:${port}`, ZEEBE_REST_ADDRESS: `http://127.0.0.1:${port}`, FEED_PASSWORD: 'as long as it must be'
  }
  const listed = await onelicence(['sign-off', 'list', store], withoutEngine)
  for (const department of new Set([...listed.output.matchAll(/（([a-z-]+)）：未签署/g)].map(([, id]) => id!))) {
    await onelicence(['sign-off', store, '--department', department, '--by', '钱七'], withoutEngine)
  }
  const publish = ['publish', store, '--note', '首次']

  t.match(await onelicence(publish, withoutDatabase), { code: 1, output: `没有发布，什么也没有改变：连接不上：127.0.0.1:${port}` })
  t.match(await onelicence(publish, withoutEngine), { code: 1, output: /没有发布，什么也没有改变：ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS：没有设置/ })
  t.match(await onelicence(publish, deadEngine), { code: 1, output: /没有发布，什么也没有改变：流程引擎 10 秒内没有就绪/ })
  t.match(await onelicence(['releases', store], withoutEngine), { output: `行业 ${store} 还没有发布过` })
})

const wrongUsage: [argv: string[], expected: string][] = [
  [['publish'], '缺少 --note'],
  [['rollback', '--note', 'x'], '请写明一个行业'],
  [['rollback', store, '--note', 'x', '--to', 'last'], '--to 得到 "last"，应为版本号'],
  [['sign-off'], '请写明行业'],
  [['sign-off', store, '--department', 'tobacco'], '缺少 --by'],
  [['sign-off', store, '--department', 'navy', '--by', '钱七'], '没有部门“navy”，可选：gov-services（'],
  [['releases', 'a', 'b'], '最多写一个行业']
]
for (const [argv, expected] of wrongUsage) {
  t.test(`${argv.join(' ')} is refused`, async (t) => {
    t.match(await onelicence(argv, { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }), { code: 2, output: expected })
  })
}

t.test('an industry that does not exist is answered with those that do', async (t) => {
  t.match(await onelicence(['diff', 'casino'], {}), { code: 1, output: /没有比较：行业目录有误：industries\/casino 没有这个行业（怎样改：可选：bakery（烘焙店）、/ })
})

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'

async function onelicence (...argv: string[]): Promise<{ code: number, output: string }> {
  const lines: string[] = []
  const io = { env: {}, stdin: Readable.from([]), print: (line: string) => { lines.push(line) }, interrupted: new AbortController().signal }
  const code = await runCommandLine(commands, argv, io)
  return { code, output: lines.join('\n') }
}

t.test('docs models draws what is missing, removes what is left over, and --check tells without writing', async (t) => {
  const target = t.testdir({ 'gone.svg': '<svg/>' })

  const before = await onelicence('docs', 'models', '--check', '--to', target)
  const untouched = await readdir(target)
  const written = await onelicence('docs', 'models', '--to', target)
  const after = await onelicence('docs', 'models', '--check', '--to', target)
  await rm(join(target, 'receipt.svg'))
  const missing = await onelicence('docs', 'models', '--check', '--to', target)

  t.equal(before.code, 1)
  t.match(before.output, /缺少 .*receipt\.svg[\s\S]*多余 .*gone\.svg\n请运行 onelicence docs models/)
  t.same(untouched, ['gone.svg'])
  t.equal(written.code, 0)
  t.match(written.output, /新增 .*receipt\.svg[\s\S]*删除 .*gone\.svg/)
  t.equal(after.code, 0)
  t.match(after.output, /与流程图一致/)
  t.equal(missing.code, 1)
  t.match(missing.output, /^缺少 .*receipt\.svg\n请/)
})

t.test('a folder that cannot be written is named', async (t) => {
  const { code, output } = await onelicence('docs', 'models', '--to', '/proc')

  t.equal(code, 1)
  t.match(output, /写不了目录 \/proc/)
})

t.test('docs asks for a document that there is and a folder that exists', async (t) => {
  for (const [argv, message] of [
    [['docs'], '缺少要生成的文档：models'], [['docs', 'poems'], '没有这种文档：poems'], [['docs', 'models', '--to', 'nowhere/at-all'], '没有目录 nowhere/at-all']
  ] as const) {
    const { code, output } = await onelicence(...argv)
    t.equal(code, 2)
    t.match(output, message)
  }
})

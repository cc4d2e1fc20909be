import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t, { type Test } from 'tap'
import { checkFolder } from '../../src/check/check-folder.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { commands } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { projectRoot } from '../../src/project-root.js'

async function folder (t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'onelicence-new-industry-'))
  t.teardown(async () => { await rm(dir, { recursive: true }) })
  await cp(join(projectRoot(), 'bpmn'), dir, { recursive: true })
  return dir
}

async function run (...words: string[]): Promise<{ code: number, text: string }> {
  const lines: string[] = []
  const code = await runCommandLine(commands, ['new-industry', ...words], { env: {}, stdin: Readable.from([]), print: (line) => lines.push(line), interrupted: new AbortController().signal })
  return { code, text: lines.join('\n') }
}

t.test('an industry of existing permits passes the check at once, with the dependencies that its permits have elsewhere', async (t) => {
  const dir = await folder(t)

  const { code, text } = await run('guest-house', '--name', '民宿', '--permits', 'hotel-special-industry,fire-safety-check,public-place-hygiene,ent-business,ent-police-filing', '--in', dir)

  t.equal(code, 0, text)
  const industry = resolveIndustry(await loadCatalogue(dir), 'guest-house')
  t.same(industry.permits.map(({ id, depends_on: needs }) => [id, needs.map(({ permit }) => permit)]), [
    ['hotel-special-industry', ['fire-safety-check']], ['fire-safety-check', []], ['public-place-hygiene', []], ['ent-business', ['fire-safety-check']], ['ent-police-filing', ['ent-business']]
  ])
  const { findings } = await checkFolder(dir)
  t.same(findings.filter(({ severity }) => severity === 'error'), [])
})

t.test('what is there is not overwritten, and a permit that nobody knows makes nothing', async (t) => {
  const dir = await folder(t)
  const before = await readdir(join(dir, 'industries'))

  for (const [words, said] of [
    [['ktv', '--name', '歌厅', '--permits', 'ent-business'], /已有行业“ktv”/],
    [['toy-shop', '--name', '玩具店', '--permits', 'toy-permit'], /没有事项 toy-permit/],
    [['Toy Shop', '--name', '玩具店', '--permits', 'outdoor-sign'], /行业标识“Toy Shop”不对/],
    [['toy-shop', '--permits', 'outdoor-sign'], /缺少 --name/],
    [['toy-shop', '--name', '玩具店'], /缺少 --permits/]
  ] as [string[], RegExp][]) {
    const { code, text } = await run(...words, '--in', dir)
    t.not(code, 0)
    t.match(text, said)
  }
  t.same(await readdir(join(dir, 'industries')), before)
})

t.test('of two who make the same industry at once one is told, and nothing half-made is left', async (t) => {
  const dir = await folder(t)
  const before = await readdir(dir)
  const words = ['toy-shop', '--name', '玩具店', '--permits', 'outdoor-sign', '--in', dir]

  const both = await Promise.all([run(...words), run(...words)])

  t.same(both.map(({ code }) => code).sort(), [0, 2])
  t.match(both.find(({ code }) => code === 2)?.text, /已有行业“toy-shop”/)
  t.same((await readdir(join(dir, 'industries', 'toy-shop'))).sort(), ['flow.bpmn', 'industry.yaml'])
  t.same(await readdir(dir), before)
})

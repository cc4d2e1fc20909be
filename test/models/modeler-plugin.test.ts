import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import t from 'tap'
import { bundle } from '../../modeler-plugin/bundle.mjs'
import { root } from './models.js'

interface Report { id: string, message: string, rule: string }
interface ModelerLinter { lint (xml: string): Promise<Report[]> }
interface ClientPlugin { plugin: unknown, type: string }

/** The linter that Camunda Modeler is made with, given the plug-ins that a window of it has loaded. */
async function modelerLinter (script: string): Promise<ModelerLinter> {
  const window: { plugins?: ClientPlugin[] } = {}
  runInContext(script, createContext({ window }))
  const plugins = (window.plugins ?? []).filter(({ type }) => type === 'lintRules.cloud-bpmn').map(({ plugin }) => plugin)
  const { outputFiles } = await build({ stdin: { contents: "export { Linter } from '@camunda/linting'", resolveDir: root }, bundle: true, write: false, format: 'esm', platform: 'node' })
  const { Linter } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.text).toString('base64')}`) as { Linter: new (options: object) => ModelerLinter }
  return new Linter({ modeler: 'desktop', type: 'cloud', plugins })
}

const script = await readFile(join(root, 'modeler-plugin/client.js'), 'utf8')
const flow = await readFile(join(root, 'bpmn/shared/permit-handling.bpmn'), 'utf8')
const own = (reports: Report[]): Report[] => reports.filter(({ rule }) => rule.startsWith('onelicence/'))

t.test('the script in the folder is what the rules make of it now (npm run build:modeler-plugin)', async (t) => {
  t.ok(await bundle() === script)
})

t.test('Modeler\'s own linter has nothing against a model of ours', async (t) => {
  const linter = await modelerLinter(script)

  t.same(own(await linter.lint(flow)), [])
})

t.test('while somebody draws, it shows our rules\' words at the element', async (t) => {
  const linter = await modelerLinter(script)
  const broken = flow.replace('type="settle-route"', 'type="settle-rout"').replace('formId="review"', 'formId="reviews"')

  const reports = own(await linter.lint(broken))

  t.match(reports.find(({ id }) => id === 'settle-route'), { rule: 'onelicence/known-job-type', message: /作业类型“settle-rout”没有办理它的程序.*怎样改：从模板选用任务/ })
  t.match(reports.find(({ id }) => id === 'review'), { rule: 'onelicence/user-task-form' })
})

t.test('Modeler finds the script by the folder\'s index.js', async (t) => {
  const { default: plugin } = await import(join(root, 'modeler-plugin/index.js')) as { default: { name: string, script: string } }

  t.same(plugin, { name: '一业一证：流程检查规则', script: './client.js' })
})

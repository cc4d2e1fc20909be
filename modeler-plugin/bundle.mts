import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { build, type PluginBuild } from 'esbuild'
import { projectRoot } from '../src/project-root.js'

const project = projectRoot()
const pluginFolder = join(project, 'bpmnlint-plugin-onelicence')
const { configs } = createRequire(import.meta.url)(pluginFolder) as { configs: { recommended: { rules: Record<string, string> } } }

/**
 * The plug-in's script: all rules of bpmnlint-plugin-onelicence in one file for the Modeler, which has no file system to look into. What the rules
 * would look up there (workers, templates, forms) goes along as lists.
 */
export async function bundle (): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(project, 'modeler-plugin', 'register.js')],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [{ name: 'onelicence', setup: offerSources }]
  })
  return outputFiles[0]!.text
}

function offerSources (esbuild: PluginBuild): void {
  const sources: Record<string, () => string | Promise<string>> = { 'onelicence:rules': rulesSource, 'onelicence:project-files': filesSource }
  esbuild.onResolve({ filter: /^onelicence:/ }, ({ path }) => ({ path, namespace: 'onelicence' }))
  esbuild.onResolve({ filter: /\/project-files$/ }, () => ({ path: 'onelicence:project-files', namespace: 'onelicence' }))
  esbuild.onLoad({ filter: /.*/, namespace: 'onelicence' }, async ({ path }) => ({ contents: await sources[path]!(), resolveDir: pluginFolder }))
}

/** The recommended configuration, and each rule under the name by which bpmnlint asks for it. */
function rulesSource (): string {
  const { rules } = configs.recommended
  const own = Object.keys(rules).filter((name) => name.startsWith('onelicence/')).map((name) => name.replace('onelicence/', ''))
  const entries = own.map((name) => `'rule:bpmnlint-plugin-onelicence/${name}': require('./rules/${name}')`)
  return `exports.config = { rules: ${JSON.stringify(rules)} }\nexports.rules = { ${entries.join(', ')} }\n`
}

async function filesSource (): Promise<string> {
  const templates = join(project, 'bpmn', '.camunda', 'element-templates')
  const known = {
    hasWorker: (await readdir(join(project, 'workers'))).map((file) => basename(file, '.ts')),
    hasTemplate: (await readdir(templates)).map((file) => basename(file, '.json')),
    hasForm: await formIds()
  }
  return Object.entries(known).map(([question, names]) => `exports.${question} = (name) => ${JSON.stringify(names.sort())}.includes(name)`).join('\n')
}

async function formIds (): Promise<string[]> {
  const folder = join(project, 'bpmn')
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.form'))
  return await Promise.all(files.map(async (file) => (JSON.parse(await readFile(join(folder, file), 'utf8')) as { id: string }).id))
}

import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { projectRoot } from '../src/project-root.js'

const longestFile = 200
const longestFunction = 60

/**
 * What each folder may import of the others; a folder that is missing here fails. Imports point inward: routes, workers, cli → cases →
 * engine, documents → database, catalogue → domain → nothing. A file directly in src is its own folder.
 */
const mayImport: Record<string, string[]> = {
  domain: ['catalogue/types', 'errors'],
  catalogue: ['domain'],
  check: ['catalogue', 'domain', 'errors'],
  drawing: ['domain', 'catalogue/types'],
  database: ['domain', 'catalogue/types', 'errors', 'processes', 'free-port', 'kept-secret', 'project-root'],
  files: [],
  exchange: ['database', 'domain'],
  engine: ['database', 'domain', 'errors'],
  documents: ['database', 'domain', 'catalogue/types', 'files', 'errors'],
  diagrams: ['documents/layout/lines'],
  cases: ['engine', 'documents', 'database', 'catalogue', 'domain', 'errors'],
  notifications: ['database', 'domain'],
  workers: ['cases', 'engine', 'database', 'exchange', 'domain'],
  http: ['engine', 'documents', 'database', 'files', 'domain', 'errors'],
  routes: ['http', 'cases', 'documents', 'diagrams', 'database', 'catalogue/types', 'domain', 'errors', 'passwords'],
  pages: ['http', 'cases', 'documents/wording', 'domain', 'catalogue/types', 'errors'],
  app: ['http', 'pages', 'routes'],
  platform: [
    'app', 'cases', 'engine', 'documents', 'notifications', 'database', 'files', 'catalogue', 'domain', 'config', 'free-port', 'kept-secret', 'passwords', 'processes',
    'project-root'
  ],
  demo: ['platform', 'database', 'domain', 'project-root'],
  cli: [
    'platform', 'demo', 'check', 'simulation', 'diagrams', 'drawing', 'cases', 'documents', 'database', 'catalogue', 'domain', 'config', 'config-document', 'errors', 'passwords',
    'project-root'
  ],
  simulation: ['demo', 'platform', 'cases', 'engine', 'database', 'diagrams', 'files', 'catalogue', 'domain'],
  config: ['config-table'],
  'config-document': ['config', 'config-table'],
  'config-table': [],
  errors: [],
  'free-port': [],
  'kept-secret': [],
  passwords: [],
  processes: [],
  'project-root': []
}

/** Packages that belong to one folder, so that they can be changed there alone. A type is no use of a package. */
const onlyIn: Record<string, string> = { 'zeebe-node': 'engine', pg: 'database', knex: 'database', pdfkit: 'documents', fastify: 'http', nodemailer: 'notifications' }
const mayUseToo: Record<string, string[]> = { fastify: ['app', 'engine'], pdfkit: ['demo'] }

/** Workers whose test is a whole case on the real engine. */
const playedInWholeCases = [
  'accept-permit', 'begin-preparation', 'close-formal-check', 'find-due-cases', 'refresh-due-dates', 'remind-and-escalate', 'begin-special-procedure', 'check-awaited-results', 'check-completeness', 'check-preparation', 'check-supplement', 'claim-case', 'close-case', 'conclude-supplement', 'deliver-permit',
  'fetch-shared-materials', 'issue-certificate', 'issue-composite-licence', 'issue-supplement-notice', 'prepare-task-view', 'receive-application',
  'record-decision', 'record-delivery', 'record-non-acceptance', 'record-on-the-spot-decision', 'record-post-check', 'record-post-check-recheck',
  'record-procedure-arrangement', 'record-procedure-conclusion',
  'record-review', 'record-revocation', 'record-verdict', 'record-withdrawal', 'tell-revocation-intention', 'route-permit', 'schedule-post-check', 'take-visit-conclusion'
]

interface Source { file: string, folder: string, tree: ts.SourceFile }

const sources = [...await sourcesUnder('src'), ...await sourcesUnder('workers')]

t.test('imports point inward', async (t) => {
  const wrong = sources.flatMap((source) => importsOf(source)
    .flatMap(({ path }) => path.startsWith('.') ? [normalize(join(dirname(source.file), path)).replace(/\.js$/, '')] : [])
    .filter((target) => !isAllowed(source.folder, target))
    .map((target) => `${source.file} imports ${target}`))

  t.same(wrong, [])
})

t.test('the engine, the database, HTTP and PDF are reached through one folder each', async (t) => {
  const wrong = sources.flatMap((source) => importsOf(source)
    .filter(({ path, isType }) => !isType && isElsewhere(path, source.folder))
    .map(({ path }) => `${source.file} imports ${path}`))

  t.same(wrong, [])
})

t.test('SQL is written in src/database only', async (t) => {
  const wrong = sources.filter(({ folder }) => folder !== 'database').flatMap((source) => nodesOf(source.tree)
    .filter((node) => ts.isCallExpression(node) && isStatement(node))
    .map((node) => `${source.file}:${lineOf(source, node.getStart())}`))

  t.same(wrong, [])
})

t.test('every worker has a test of its own, or whole cases play it', async (t) => {
  const workers = sources.filter(({ folder }) => folder === 'workers').map(({ file }) => file.slice('workers/'.length, -'.ts'.length))
  const tested = (await readdir(join(projectRoot(), 'test/workers'))).filter((file) => file.endsWith('.test.ts')).map((file) => file.slice(0, -'.test.ts'.length))

  t.same([...new Set([...tested, ...playedInWholeCases])].sort(), workers.sort())
})

t.test(`no file is longer than ${longestFile} lines, no function longer than ${longestFunction}`, async (t) => {
  const files = sources.filter((source) => lineOf(source, source.tree.text.trimEnd().length) > longestFile).map(({ file }) => file)
  const functions = sources.flatMap((source) => nodesOf(source.tree)
    .filter((node) => ts.isFunctionLike(node) && lineOf(source, node.end) - lineOf(source, node.getStart()) >= longestFunction)
    .map((node) => `${source.file}:${lineOf(source, node.getStart())}`))

  t.same({ files, functions }, { files: [], functions: [] })
})

async function sourcesUnder (root: string): Promise<Source[]> {
  const files = (await readdir(join(projectRoot(), root), { recursive: true })).filter((file) => file.endsWith('.ts')).sort()
  return await Promise.all(files.map(async (name) => {
    const file = join(root, name)
    const text = await readFile(join(projectRoot(), file), 'utf8')
    return { file, folder: folderOf(file.slice(0, -'.ts'.length)), tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) }
  }))
}

/** `src/cases/route` → `cases`, `src/errors` → `errors`, `workers/accept-permit` → `workers`. */
function folderOf (path: string): string {
  return path.replace(/^src\//, '').split('/')[0]!
}

function isAllowed (folder: string, target: string): boolean {
  if (folderOf(target) === folder) return true
  return mayImport[folder]?.some((allowed) => allowed === folderOf(target) || `src/${allowed}` === target) === true
}

function importsOf ({ tree }: Source): { path: string, isType: boolean }[] {
  return nodesOf(tree).flatMap((node) => {
    if (ts.isImportDeclaration(node)) return [{ path: textOf(node.moduleSpecifier), isType: isTypeOnly(node.importClause) }]
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) return [{ path: textOf(node.moduleSpecifier), isType: node.isTypeOnly }]
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return [{ path: textOf(node.arguments[0]), isType: false }]
    return []
  })
}

/** `import type …`, or every name of it a type. */
function isTypeOnly (clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  const { namedBindings: bindings } = clause
  return clause.isTypeOnly || (clause.name === undefined && bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every((name) => name.isTypeOnly))
}

function isElsewhere (path: string, folder: string): boolean {
  const name = Object.keys(onlyIn).find((candidate) => path === candidate || path.startsWith(`${candidate}/`))
  return name !== undefined && onlyIn[name] !== folder && mayUseToo[name]?.includes(folder) !== true
}

/** `tx('table')`, `….raw('…')`, `….whereRaw('…')`, `….query('…')`. */
function isStatement ({ expression, arguments: [first] }: ts.CallExpression): boolean {
  if (first === undefined || !(ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))) return false
  if (ts.isPropertyAccessExpression(expression)) return ['raw', 'whereRaw', 'query'].includes(expression.name.text)
  return ts.isIdentifier(expression) && ['tx', 'database', 'knex', 'savepoint'].includes(expression.text)
}

function nodesOf (tree: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return nodes
}

function textOf (node: ts.Node | undefined): string {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : ''
}

function lineOf ({ tree }: Source, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { projectRoot } from '../src/project-root.js'

const longestFile = 200
const areas = ['portal', 'desk', 'supervise'] as const
const root = join(projectRoot(), 'web/src')
const files = await Promise.all((await readdir(root, { recursive: true })).filter((file) => /\.(ts|vue)$/.test(file)).sort().map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })))

/** Every import and re-export, with whether it takes types alone. */
function importsOf (text: string): { path: string, isType: boolean }[] {
  return [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)].map(([, type, path]) => ({ path: path!, isType: type !== undefined }))
}

t.test('pages take types from the server, never its code, but for what both compute', async (t) => {
  const shared = /\/src\/domain\//
  const wrong = files.flatMap(({ file, text }) => importsOf(text).filter(({ path, isType }) => /\/src\//.test(path) && !isType && !shared.test(path)).map(({ path }) => `${file} imports ${path}`))

  t.same(wrong, [])
})

/** The window fills in the same application and does the same in its case, in a frame of its own. */
const lent = /^desk\/window\/\S+ imports \.\.\/\.\.\/portal\/(apply|cases)\//

t.test('portal, desk and supervision stand beside one another', async (t) => {
  const wrong = files.flatMap(({ file, text }) => {
    const own = areas.find((area) => file.startsWith(`${area}/`))
    return own === undefined ? [] : importsOf(text).filter(({ path }) => areas.some((area) => area !== own && new RegExp(`\\.\\./${area}/`).test(path))).map(({ path }) => `${file} imports ${path}`)
  })

  t.same(wrong.filter((one) => !lent.test(one)), [])
})

t.test('one file asks the API, and nothing that came from it becomes markup unread', async (t) => {
  t.same(files.filter(({ file, text }) => file !== 'api/client.ts' && /\bfetch\(|XMLHttpRequest/.test(text)).map(({ file }) => file), [])
  t.same(files.filter(({ text }) => /v-html|\.innerHTML\s*=/.test(text)).map(({ file }) => file), [])
})

t.test(`no file is longer than ${longestFile} lines`, async (t) => {
  t.same(files.filter(({ text }) => text.trimEnd().split('\n').length > longestFile).map(({ file }) => file), [])
})

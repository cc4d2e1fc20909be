import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { commands } from '../src/cli/commands.js'
import { projectRoot } from '../src/project-root.js'

const docs = join(projectRoot(), 'docs')
const text = await readFile(join(docs, 'policy-staff.md'), 'utf8')
t.test('the manual names only commands and options that there are', async (t) => {
  for (const [, line = ''] of text.matchAll(/onelicence ([a-z][a-z-]*(?: [^\n`]*)?)/g)) {
    const name = line.split(' ')[0]!
    if (name === 'help') continue
    const command = await commands[name]?.()
    t.ok(command, name)
    for (const [, option] of line.split('&&')[0]!.matchAll(/ --([a-z-]+)/g)) t.ok(command?.options[option!], `${name} --${option!}`)
  }
})

t.test('what it links to is there, and its pictures are small', async (t) => {
  for (const [, link = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) {
    const found = await stat(join(docs, link)).catch(() => undefined)
    t.ok(found, link)
    if (link.startsWith('policy-staff/')) t.ok(found!.size < 300 * 1024, `${link} is small`)
  }
})

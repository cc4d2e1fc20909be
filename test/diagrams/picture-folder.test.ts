import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { stalePictures, writePictures } from '../../src/diagrams/picture-folder.js'
import { root } from '../models/models.js'
import { smallModel } from './small-model.js'

const page = '# 流程\n<!-- 以下由 onelicence docs models 生成 -->\n旧\n<!-- 生成到此为止 -->\n后文\n'
const model = (id: string, name: string, nodes: Parameters<typeof smallModel>[0] = [{ id: 'a', type: 'task' }]): string =>
  smallModel(nodes).replaceAll('"small"', `"${id}"`).replace('小流程', name)

t.test('the pictures of this project are those of its models', async (t) => {
  const stale = await stalePictures(join(root, 'bpmn'), join(root, 'docs/models'))

  t.same(stale, { added: [], changed: [], removed: [] }, 'run: npm run --silent onelicence -- docs models')
})

t.test('pictures are added, changed and removed with their models', async (t) => {
  const { models, target } = await folders(t.testdir())
  await writeFile(join(models, 'industries/shop/flow.bpmn'), model('shop', '小店'))
  await writeFile(join(models, 'shared/receipt.bpmn'), model('receipt', '收件'))

  const first = await writePictures(models, target)
  const again = await writePictures(models, target)
  await writeFile(join(models, 'shared/receipt.bpmn'), model('receipt', '收件登记'))
  await rm(join(models, 'industries'), { recursive: true })
  const announced = await stalePictures(models, target)
  const later = await writePictures(models, target)

  t.same(first, { added: ['receipt.svg', 'shop.svg'], changed: ['README.md'], removed: ['gone.svg'] })
  t.same(again, { added: [], changed: [], removed: [] })
  t.same(later, { added: [], changed: ['README.md', 'receipt.svg'], removed: ['shop.svg'] })
  t.same(announced, later)
  t.match(await readFile(join(target, 'README.md'), 'utf8'), /\[收件登记\]\(receipt\.svg\)[^\n]+— \|\n\n<!-- 生成到此为止 -->\n后文/)
})

t.test('the list names callers and escapes what is a sign in tables', async (t) => {
  const { models, target } = await folders(t.testdir())
  const call = '<bpmn:extensionElements><zeebe:calledElement xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" processId="receipt" /></bpmn:extensionElements>'
  await writeFile(join(models, 'industries/shop/flow.bpmn'), model('shop', '小店|一业一证', [{ id: 'c', type: 'callActivity', content: call }]))
  await writeFile(join(models, 'shared/receipt.bpmn'), model('receipt', '收件'))

  await writePictures(models, target)
  const written = await readFile(join(target, 'README.md'), 'utf8')

  t.ok(written.includes('| [小店\\|一业一证](shop.svg) | `shop` | `industries/shop/flow.bpmn` | — |'))
  t.ok(written.includes('| [收件](receipt.svg) | `receipt` | `shared/receipt.bpmn` | 主流程调用 |'))
})

t.test('every model that can\'t be drawn is named, and nothing is written', async (t) => {
  const { models, target } = await folders(t.testdir())
  await writeFile(join(models, 'shared/a.bpmn'), '<html/>')
  await writeFile(join(models, 'shared/b.bpmn'), model('same', '甲'))
  await writeFile(join(models, 'shared/c.bpmn'), model('same', '乙'))

  const error = await writePictures(models, target).then(() => null, (error: Error) => error)

  t.match(error?.message, /^shared\/a\.bpmn：这是 XML 文件，但不是 BPMN 流程图.*\nshared\/c\.bpmn：流程标识“same”已用于 shared\/b\.bpmn/)
  t.equal(await readFile(join(target, 'README.md'), 'utf8'), page)
})

async function folders (base: string): Promise<{ models: string, target: string }> {
  const [models, target] = [join(base, 'bpmn'), join(base, 'docs')]
  for (const folder of [join(models, 'industries/shop'), join(models, 'shared'), target]) await mkdir(folder, { recursive: true })
  await writeFile(join(target, 'README.md'), page)
  await writeFile(join(target, 'gone.svg'), '<svg/>')
  return { models, target }
}

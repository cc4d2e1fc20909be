import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { resolveIndustry } from '../../src/catalogue/resolve-industry.js'
import { renderModel } from '../../src/diagrams/render-model.js'
import { guideSections } from '../../src/documents/guide/guide-sections.js'
import { plainLines } from '../../src/documents/guide/plain-text.js'
import { renderGuide } from '../../src/documents/guide/render-guide.js'
import { composeFullGuide, composeGuide, type Guide } from '../../src/domain/guide.js'
import { catalogueDir } from '../support/catalogue.js'
import { pdfText, pdfTexts } from '../support/pdf-text.js'

const catalogue = await loadCatalogue(catalogueDir)
const issuedAt = new Date('2026-11-23T10:00:00+08:00')
const print = (guide: Guide): { guide: Guide, source: string, issuedAt: Date } => ({ guide, source: '第3版（2026年11月23日发布）', issuedAt })

for (const id of Object.keys(catalogue.industries)) {
  t.test(`the printed guide of ${id} names every permit, material and field, and all of it is on the paper`, async (t) => {
    const guide = composeFullGuide(resolveIndustry(catalogue, id))

    const pdf = await renderGuide(print(guide))

    const { text, pages } = await pdfText(pdf)
    for (const permit of guide.permits) t.ok(text.includes(packed(permit.name)), permit.name)
    for (const permit of guide.permits) for (const condition of permit.conditions) t.ok(text.includes(packed(condition)), condition)
    for (const { name } of guide.materials) t.ok(text.includes(packed(name)), name)
    t.notMatch(text, /undefined|null|NaN|\[object|〓|待核|parallel|serial|hand-in/)
    t.match(text, `第${pages}页共${pages}页`)
    t.strictSame((await pdfTexts(pdf)).filter(isOffPaper), [])
  })
}

for (const id of ['ktv', 'internet-cafe', 'convenience-store']) {
  t.test(`the flow of ${id} is a page of its own, with every word of the model and nothing off the paper`, async (t) => {
    const flow = await renderModel(await readFile(join(catalogueDir, 'industries', id, 'flow.bpmn'), 'utf8'))
    const guide = composeFullGuide(resolveIndustry(catalogue, id))

    const pdf = await renderGuide({ ...print(guide), flow })

    const { text } = await pdfText(pdf)
    const words = [...flow.matchAll(/<tspan[^>]*>([^<]+)<\/tspan>/g)].map(([, word]) => packed(word!))
    t.ok(words.length > 20)
    t.strictSame(words.filter((word) => !text.includes(word)), [])
    t.strictSame((await pdfTexts(pdf)).filter(isOffPaper), [])
  })
}

t.test('the same guide of the same day gives the same bytes', async (t) => {
  const guide = composeFullGuide(resolveIndustry(catalogue, 'printing-shop'))

  t.ok((await renderGuide(print(guide))).equals(await renderGuide(print(guide))))
})

t.test('it tells what is saved, both sums of the limits, the stages, and which release it is', async (t) => {
  const guide = composeFullGuide(resolveIndustry(catalogue, 'internet-cafe'))

  const { text } = await pdfText(await renderGuide(print(guide)))

  t.match(text, `填写内容（项）${guide.counts.before.fields}${guide.counts.after.fields}`)
  t.match(text, `一业一证，同时办理${guide.limits.statutory.parallel}个工作日${guide.limits.promised.parallel}个工作日`)
  t.match(text, '（筹建与终审）：终审15个工作日10个工作日（待本市确认）')
  t.match(text, '第3版（2026年11月23日发布）')
  t.match(text, '标“待本市确认”的内容尚未经本市业务部门确认')
})

t.test('of one\'s own answers only what they bring in is told, at the places of the county', async (t) => {
  const answers = { sells_food: true, food_prepackaged_only: true, sells_tobacco: false, premises_division: '410202' }
  const guide = composeGuide(resolveIndustry(catalogue, 'convenience-store'), answers)

  const text = plainLines(guideSections(guide)).join('\n')

  t.match(text, '仅销售预包装食品备案')
  t.notMatch(text, /烟草专卖零售许可/)
  t.match(text, '龙亭区市场监督管理局｜龙亭区政务服务大厅综合窗口｜待本市确认｜待本市确认')
})

function packed (text: string): string {
  return text.replace(/\s/g, '')
}

function isOffPaper ({ text, x, y, width, pageWidth }: { text: string, x: number, y: number, width: number, pageWidth: number }): boolean {
  return text.trim() !== '' && (x < 40 || x + width > pageWidth - 40 || y < 20)
}

import t from 'tap'
import { createHash } from 'node:crypto'
import { documentKinds, type DocumentKind } from '../../src/documents/kinds.js'
import { renderDocument } from '../../src/documents/render.js'
import { documentSamples, sampleDocument } from '../support/document-samples.js'
import { pdfText, pdfTexts } from '../support/pdf-text.js'

const demo = { seals: 'demo' } as const
/** Kept in the data, shown on the verification page only. */
const notDrawn = ['scope', 'certificateName', 'validityText', 'validity_text']
const kinds = Object.keys(documentKinds) as DocumentKind[]

for (const kind of kinds) {
  t.test(`${kind} says what its data say, in Chinese, with the mark of a demonstration`, async (t) => {
    const document = sampleDocument(kind)

    const { text } = await pdfText(await renderDocument(document, demo))

    t.match(text, document.title)
    if (kind !== 'composite-licence') t.ok(text.includes(document.document_no))
    for (const value of printedTexts(documentSamples[kind])) t.ok(text.includes(value.replace(/\s/g, '')), value)
    t.match(text, '演示')
    t.notMatch(text, /undefined|null|NaN|Invalid|\[object|〓|待核/)
  })
}

t.test('a refusal names the organ for reconsideration and the court, with their periods', async (t) => {
  const { text } = await pdfText(await renderDocument(sampleDocument('refuse'), demo))

  t.match(text, '可以自收到本文书之日起60日内向开封市烟草专卖局申请行政复议')
  t.match(text, '6个月内，向有管辖权的人民法院提起行政诉讼')
})

t.test('the composite licence shows every entry with number, kind and validity, and what it is not', async (t) => {
  const { text } = await pdfText(await renderDocument(sampleDocument('composite-licence'), demo))

  t.match(text, '食品经营许可许可JY14102020000011龙亭区市场监督管理局2026-11-232031-11-22有效')
  t.match(text, '第二类医疗器械经营备案备案豫汴药监械经营备案20260001号')
  t.match(text, '打印件仅供参考，以扫码为准')
  t.match(text, '本证为集成展示，不改变各单项许可的实施主体和法律效力')
  t.match(text, '所载单项最近到期日：2030年2月28日')
})

t.test('a long table goes on over pages under its head, and no row is lost', async (t) => {
  const missing = Array.from({ length: 60 }, (_, index) => ({
    permit: '食品经营许可', subject: `材料${index + 1}号`, problem: '未提交。'.repeat(1 + index % 7), requirement: '提交加盖公章的扫描件'
  }))

  const { text, pages } = await pdfText(await renderDocument(sampleDocument('supplement', { ...documentSamples.supplement, missing }), demo))

  t.ok(pages >= 3)
  for (const { subject } of missing) t.ok(text.includes(subject), subject)
  t.equal(text.split('所属事项').length - 1, pages - 1, 'the head stands on every page of the table')
  t.match(text, `第${pages}页共${pages}页`)
})

t.test('a single cell longer than a page is cut between lines, not off', async (t) => {
  const problem = Array.from({ length: 400 }, (_, index) => `第${index + 1}条问题`).join('；')

  const { text } = await pdfText(await renderDocument(sampleDocument('supplement', {
    ...documentSamples.supplement, missing: [{ permit: '食品经营许可', subject: '材料', problem, requirement: '更正' }]
  }), demo))

  t.ok(text.includes('第400条'))
})

t.test('many entries carry the composite licence over to a second page', async (t) => {
  const sample = documentSamples['composite-licence']
  const entries = Array.from({ length: 18 }, (_, index) => ({ ...sample.entries![0]!, certificateNo: `JY${index}` }))

  const { text, pages } = await pdfText(await renderDocument(sampleDocument('composite-licence', { ...sample, entries }), demo))

  t.equal(pages, 2)
  t.ok(entries.every(({ certificateNo }) => text.includes(certificateNo)))
})

t.test('names and addresses as long as the form takes leave room for organ, date and seal', async (t) => {
  const long = (text: string, length: number): string => text.repeat(length).slice(0, length)
  const sample = documentSamples['permit-certificate']
  const certificate = sampleDocument('permit-certificate', {
    ...sample, holder_name: long('汴京好邻居', 60), premises_address: long('龙亭区演示街', 60), scope: long('热食类食品制售、', 200)
  })
  const application = sampleDocument('application-form')
  const form = { ...application, data: { ...application.data, letter: { ...application.data.letter as object, applicantName: long('汴京好邻居', 120) } } }

  for (const document of [certificate, form]) {
    const outside = (await pdfTexts(await renderDocument(document, demo))).filter(({ x, y, width, pageWidth }) => x < 0 || y < 0 || x + width > pageWidth)

    t.same(outside, [], document.kind)
  }
  const placed = await pdfTexts(await renderDocument(certificate, demo))
  const [organ, foot] = ['龙亭区市场监督管理局', '文号'].map((words) => placed.find(({ text }) => text.startsWith(words))!)
  t.ok(organ!.y - foot!.y > 100, `the seal has room between ${organ!.y} and ${foot!.y}`)
})

t.test('the same document gives the same bytes', async (t) => {
  for (const kind of ['receipt', 'composite-licence', 'permit-certificate'] as const) {
    const hash = async (): Promise<string> => createHash('sha256').update(await renderDocument(sampleDocument(kind), demo)).digest('hex')

    t.equal(await hash(), await hash(), kind)
  }
})

t.test('without demonstration there is neither watermark nor seal, only the place for the organ\'s own', async (t) => {
  const { text } = await pdfText(await renderDocument(sampleDocument('grant'), { seals: 'none' }))

  t.notMatch(text, '演示')
  t.match(text, '（机关印章）')
})

t.test('a character that the font lacks is marked as missing, never an empty box', async (t) => {
  const document = sampleDocument('withdraw-application', { ...documentSamples['withdraw-application'], reason: '\u{2A6D6}改名' })

  const pdf = await renderDocument(document, demo)

  t.match((await pdfText(pdf)).text, '改名')
})

/** Every text of the data that a reader must find; codes and addresses are drawn otherwise, dates in words. */
function printedTexts (value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(printedTexts)
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}|^[a-z][a-z0-9-]*$|^https:/.test(value) ? [] : [value]
  if (value === null || value instanceof Date || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => notDrawn.includes(key) ? [] : printedTexts(one))
}

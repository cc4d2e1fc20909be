import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { checkFolder } from '../../src/check/check-folder.js'
import type { Finding } from '../../src/check/finding.js'
import { catalogueCopy } from '../support/catalogue.js'

interface BadInput { title: string, file: string, what: RegExp, rule: string, line?: true, element?: string }

const { dir, edit } = await catalogueCopy(t)
const receipt = await modelText('shared/receipt.bpmn')

await writeFile(join(dir, 'shared/broken.bpmn'), receipt.slice(0, receipt.indexOf('<bpmn:serviceTask') + 30))
await writeFile(join(dir, 'shared/page.bpmn'), '<?xml version="1.0"?>\n<html><body>流程</body></html>\n')
await writeFile(join(dir, 'shared/gbk.bpmn'), Buffer.from([0x3C, 0x61, 0x3E, 0xB1, 0xE3, 0xC0, 0xFB, 0xB5, 0xEA, 0x3C, 0x2F, 0x61, 0x3E]))
await writeFile(join(dir, 'shared/ampersand.bpmn'), receipt.replace('name="收件"', 'name="收件&登记"'))
await writeFile(join(dir, 'shared/receipt-again.bpmn'), receipt)
await writeFile(join(dir, 'shared/newer.bpmn'), receipt.replace('process id="receipt"', 'process id="newer"').replace('executionPlatformVersion="8.6.0"', 'executionPlatformVersion="8.9.0"'))
await writeFile(join(dir, 'shared/not-a-form.form'), '{')
await writeFile(join(dir, 'shared/empty-part.form'), '{ "id": "empty-part", "components": [null] }')
await writeFile(join(dir, 'shared/with-mark.form'), `\uFEFF${await modelText('shared/review.form')}`.replace('"id": "review"', '"id": "with-mark"'))
await writeFile(join(dir, 'calendar/2027.yaml'), 'year: 2026\nsource: 国务院办公厅通知\ndays:\n  - { day: \'2027-01-01\', kind: rest, name: 元旦 }\n')
await writeFile(join(dir, 'calendar/2028.yaml'), 'year: 2028\ndays: 没有\n')
await mkdir(join(dir, 'shared/folder.bpmn'))
await symlink(join(dir, 'shared/moved.bpmn'), join(dir, 'shared/link.bpmn'))
await writeFile(join(dir, '.camunda/element-templates/close-case.json'), (await modelText('.camunda/element-templates/close-case.json')).replace('"value": "close-case"', '"value": "close-the-case"'))
await edit('industries/hotel/industry.yaml', (text) => text.replace('- id: drainage', '- id: drains'))
await edit('industries/bookstore/industry.yaml', (text) => text.replace('- id: publication-retail', '- id: constructor'))
await edit('industries/bakery/industry.yaml', (text) => text.replace('  - has_large_outdoor_ad\n', ''))
await edit('industries/cinema/industry.yaml', (text) => text.replace(/^ {2}- id: fire-safety-check\n/m, '  - id: fire-safety-check\n    depends_on: [{ permit: fire-safety-check, kind: hard, note: 自己 }]\n'))
await edit('permits/food-prepackaged-filing/permit.yaml', (text) => text.replace('id: food_online, label: 是否网络经营', 'id: food_online, label: 网店名称'))
await edit('permits/tobacco-retail/permit.yaml', (text) => text.replace('- usci', '- uscc'))
await edit('permits/tobacco-retail/tobacco-retail.form', (text) => text.replace('"key": "tobacco_fund"', '"key": "tobacco_money"'))
await edit('shared/composite-licence.bpmn', (text) => text.replace('=licenceOutcome = "issued"', '=licenceOutcome = ("issued"').replace('=licenceOutcome = "withheld"', '=is blank(licenceOutcome)'))

const { findings } = await checkFolder(dir)

const badInputs: BadInput[] = [
  { title: 'broken XML', file: 'shared/broken.bpmn', rule: 'readable', what: /不是完整、正确的 XML/, line: true },
  { title: 'XML that is no BPMN', file: 'shared/page.bpmn', rule: 'readable', what: /不是 BPMN 模型/ },
  { title: 'a file in GBK', file: 'shared/gbk.bpmn', rule: 'readable', what: /不是 UTF-8 编码（可能是 GBK）/ },
  { title: 'a bare ampersand', file: 'shared/ampersand.bpmn', rule: 'readable', what: /单独的 &/, line: true },
  { title: 'a form that is no JSON', file: 'shared/not-a-form.form', rule: 'readable', what: /不是 Camunda 表单/ },
  { title: 'a form with a part that is none', file: 'shared/empty-part.form', rule: 'readable', what: /不是 Camunda 表单/ },
  { title: 'a calendar of a year that another file has', file: 'calendar/2027.yaml', rule: 'catalogue', what: /2026 年已经写在 calendar\/2026\.yaml/, line: true },
  { title: 'a day of another year', file: 'calendar/2027.yaml', rule: 'catalogue', what: /2027-01-01 不是 2026 年的日子/, line: true },
  { title: 'a calendar without its days', file: 'calendar/2028.yaml', rule: 'catalogue', what: /“days” 的类型不对/, line: true },
  { title: 'a folder in place of a model', file: 'shared/folder.bpmn', rule: 'readable', what: /读不了/ },
  { title: 'a link to a model that is gone', file: 'shared/link.bpmn', rule: 'readable', what: /读不了/ },
  { title: 'two processes with one id', file: 'shared/receipt-again.bpmn', rule: 'process-name', what: /“receipt”与 shared\/(receipt|ampersand)\.bpmn 重复/, line: true, element: 'receipt' },
  { title: 'a model for a newer engine', file: 'shared/newer.bpmn', rule: 'engine-version', what: /给引擎 8\.9\.0 画的/, line: true },
  { title: 'an expression that cannot be read', file: 'shared/composite-licence.bpmn', rule: 'feel', what: /=licenceOutcome = \("issued" 写得不对/, line: true },
  { title: 'a function that the engine does not have', file: 'shared/composite-licence.bpmn', rule: 'feel', what: /用了引擎 8\.6 没有的函数 is blank/, line: true },
  { title: 'a template\'s job type without worker', file: '.camunda/element-templates/close-case.json', rule: 'element-template', what: /“close-the-case”没有办理它的程序/ },
  { title: 'an unknown permit', file: 'industries/hotel/industry.yaml', rule: 'catalogue', what: /没有事项“drains”/, line: true },
  { title: 'a permit called as every object has something', file: 'industries/bookstore/industry.yaml', rule: 'catalogue', what: /没有事项“constructor”/, line: true },
  { title: 'a condition on a question that is not asked', file: 'industries/bakery/industry.yaml', rule: 'catalogue', what: /“has_large_outdoor_ad”在本行业既不问也不填/, line: true },
  { title: 'a dependency in a circle', file: 'industries/cinema/industry.yaml', rule: 'catalogue', what: /绕一圈依赖自己/, line: true },
  { title: 'a field with two meanings', file: 'permits/food-prepackaged-filing/permit.yaml', rule: 'catalogue', what: /“food_online”与事项“food-operation”中的同名字段含义不同/, line: true },
  { title: 'an unknown field', file: 'permits/tobacco-retail/permit.yaml', rule: 'catalogue', what: /没有共用字段“uscc”/, line: true },
  { title: 'a form field that nobody declared', file: 'permits/tobacco-retail/tobacco-retail.form', rule: 'catalogue', what: /“tobacco_money”没有声明/ }
]

for (const { title, file, rule, what, line, element } of badInputs) {
  t.test(`${title} is told with its file, what is wrong and how to mend it`, async (t) => {
    const found = findings.find((finding) => finding.file === file && finding.rule === rule && what.test(finding.what))

    t.ok(found, findings.filter((finding) => finding.file === file).map((finding: Finding) => finding.what).join('；') || 'nothing is told of the file')
    t.equal(found?.severity, 'error')
    t.equal(typeof found?.line, line === true ? 'number' : 'object')
    t.ok(found?.howToMend)
    if (element !== undefined) t.equal(found?.element?.id, element)
  })
}

async function modelText (file: string): Promise<string> {
  return await readFile(join(dir, file), 'utf8')
}

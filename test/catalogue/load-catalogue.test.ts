import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { CatalogueError, type CatalogueProblem } from '../../src/catalogue/catalogue-error.js'
import { loadCatalogue } from '../../src/catalogue/load-catalogue.js'
import { catalogueCopy, catalogueDir } from '../support/catalogue.js'

async function problemsOf (dir: string): Promise<CatalogueProblem[]> {
  const error = await loadCatalogue(dir).then(() => undefined, (thrown: unknown) => thrown)
  return error instanceof CatalogueError ? error.problems : []
}

t.test('the project\'s own catalogue is sound', async (t) => {
  const catalogue = await loadCatalogue(catalogueDir)

  t.equal(Object.keys(catalogue.industries).includes('convenience-store'), true)
  t.equal(Object.keys(catalogue.permits).length >= 9, true)
})

const mistakes: { title: string, file: string, from: string | RegExp, to: string, line?: boolean, what: RegExp, reportedIn?: string }[] = [
  { title: 'a missing key', file: 'permits/tobacco-retail/permit.yaml', from: /^fees: .*\n/m, to: '', line: true, what: /缺少“fees”/ },
  { title: 'an unknown key', file: 'permits/tobacco-retail/permit.yaml', from: /^fees:/m, to: 'fee: 10\nfees:', line: true, what: /不认识的“fee”/ },
  { title: 'a word outside of the list', file: 'permits/tobacco-retail/permit.yaml', from: 'level: 县区级', to: 'level: 乡级', line: true, what: /可选范围/ },
  { title: 'a limit in an unknown unit', file: 'permits/tobacco-retail/permit.yaml', from: 'promised: { n: 10, unit: 工作日', to: 'promised: { n: 10, unit: 天', line: true, what: /time_limit\.promised\.unit/ },
  { title: 'a condition with an unknown operator', file: 'industries/convenience-store/industry.yaml', from: 'q: sells_tobacco, op: eq', to: 'q: sells_tobacco, op: equals', line: true, what: /applies_when\.op/ },
  { title: 'the same key twice', file: 'materials.yaml', from: /^health-cert:/m, to: 'business-licence:\n  name: 又一个\n\nhealth-cert:', line: true, what: /两个相同的键/ },
  { title: 'broken YAML', file: 'fields.yaml', from: 'usci:', to: 'usci: [', line: true, what: /YAML/ },
  { title: 'a full-width colon', file: 'permits/tobacco-retail/permit.yaml', from: 'handling: 承诺件', to: 'handling：承诺件', line: true, what: /全角冒号/ },
  { title: 'a tab', file: 'permits/tobacco-retail/permit.yaml', from: '  promised:', to: '\tpromised:', line: true, what: /制表符/ },
  { title: 'a commitment that the law refuses', file: 'permits/tobacco-retail/permit.yaml', from: 'available: \'no\'', to: 'available: \'yes\'', line: true, what: /法律固定为“no”，不能写“yes”/ },
  { title: 'no look at what the law wants looked at', file: 'permits/tobacco-retail/permit.yaml', from: 'need: always', to: 'need: never', line: true, what: /法律固定为“always”，不能写“never”/ },
  { title: 'a permit listed twice', file: 'industries/convenience-store/industry.yaml', from: /( {2}- id: tobacco-retail\n(?: {4}.*\n)+)/, to: '$1$1', line: true, what: /事项“tobacco-retail”写了两次/ },
  { title: 'an unknown department', file: 'permits/tobacco-retail/permit.yaml', from: 'department: tobacco', to: 'department: tabacco', line: true, what: /没有部门“tabacco”/ },
  { title: 'an unknown material', file: 'permits/tobacco-retail/permit.yaml', from: '- tobacco-form', to: '- tobaco-form', line: true, what: /没有材料“tobaco-form”/ },
  { title: 'an unknown common field', file: 'permits/tobacco-retail/permit.yaml', from: '- usci', to: '- uscc', line: true, what: /没有共用字段“uscc”/ },
  { title: 'a permit under another name than its folder', file: 'permits/tobacco-retail/permit.yaml', from: 'id: tobacco-retail', to: 'id: tobacco', line: true, what: /文件夹名/ },
  { title: 'one field id with two meanings', file: 'permits/food-prepackaged-filing/permit.yaml', from: 'id: food_online, label: 是否网络经营', to: 'id: food_online, label: 网店名称', line: true, what: /“food_online”与事项“food-operation”中的同名字段含义不同/ },
  { title: 'an unknown permit in an industry', file: 'industries/convenience-store/industry.yaml', from: '- id: tobacco-retail', to: '- id: tobacco', line: true, what: /没有事项“tobacco”/ },
  { title: 'a question that nobody registered', file: 'industries/convenience-store/industry.yaml', from: '- sells_publications', to: '- sells_books', line: true, what: /没有问题“sells_books”/ },
  { title: 'a condition on a question that is not asked', file: 'industries/convenience-store/industry.yaml', from: '  - sells_publications\n', to: '', line: true, what: /“sells_publications”在本行业既不问也不填/ },
  { title: 'a condition on an answer that cannot be given', file: 'industries/convenience-store/industry.yaml', from: 'value: 仅乙类非处方药', to: 'value: 乙类', line: true, what: /取值不在选项内/ },
  { title: 'an override of what the law fixes', file: 'industries/convenience-store/industry.yaml', from: '    applies_when: { q: sells_tobacco', to: '    overrides: { commitment: { available: \'yes\' } }\n    applies_when: { q: sells_tobacco', line: true, what: /由法律固定/ },
  { title: 'a switch for a commitment that the law refuses', file: 'industries/convenience-store/industry.yaml', from: '    applies_when: { q: sells_tobacco', to: '    commitment_enabled: true\n    applies_when: { q: sells_tobacco', line: true, what: /不由本市决定/ },
  { title: 'a hard dependency in a circle', file: 'industries/convenience-store/industry.yaml', from: '    applies_when: { q: sells_tobacco', to: '    depends_on: [{ permit: tobacco-retail, kind: hard, note: 自己 }]\n    applies_when: { q: sells_tobacco', line: true, what: /绕一圈依赖自己/ },
  { title: 'two permits that wait for each other', file: 'industries/bathhouse/industry.yaml', from: /^ {2}- id: fire-safety-check\n/m, to: '  - id: fire-safety-check\n    depends_on: [{ permit: public-place-hygiene, kind: hard, note: 互相等待 }, { permit: hotel-special-industry, kind: hard, note: 互相等待 }]\n', line: true, what: /绕一圈依赖自己/ },
  { title: 'a form field that nobody declared', file: 'permits/tobacco-retail/tobacco-retail.form', from: '"key": "tobacco_fund"', to: '"key": "tobacco_money"', what: /“tobacco_money”没有声明/ },
  { title: 'a form that asks for another type', file: 'permits/tobacco-retail/tobacco-retail.form', from: /"type": "number",\n(\s*)"key": "tobacco_fund"/, to: '"type": "textfield",\n$1"key": "tobacco_fund"', what: /“tobacco_fund”在表单中的写法/ },
  { title: 'a certificate number without serial', file: 'permits/tobacco-retail/permit.yaml', from: /\{serial:\d+\}/, to: '', line: true, what: /证件编号模板不对/ },
  { title: 'a region under an unknown parent', file: 'regions.yaml', from: /parent: '410200'/, to: "parent: '410000'", line: true, what: /没有区划“410000”/ }
]

for (const { title, file, from, to, line = false, what } of mistakes) {
  t.test(`${title} is told with its file${line ? ', its line' : ''} and how to mend it`, async (t) => {
    const { dir, edit } = await catalogueCopy(t)
    await edit(file, (text) => text.replace(from, to))

    const problems = await problemsOf(dir)

    const told = problems.find((problem) => what.test(problem.what))
    t.ok(told, problems.map((problem) => problem.what).join('；') || 'no problem was told')
    t.equal(told?.file, file)
    t.equal(typeof told?.line, line ? 'number' : 'object')
    t.ok(told?.howToMend)
  })
}

t.test('a mistake is told on the line where it stands', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  let expected = 0
  await edit('permits/tobacco-retail/permit.yaml', (text) => {
    const changed = text.replace('id: premises-proof', 'id: premises-prof')
    expected = changed.split('\n').findIndex((one) => one.includes('premises-prof')) + 1
    return changed
  })

  t.match(await problemsOf(dir), [{ file: 'permits/tobacco-retail/permit.yaml', line: expected }])
})

t.test('a YAML fault is told once, in Chinese, without what follows from it', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await edit('questions.yaml', (text) => text.replace('  type: boolean', '    type: boolean'))

  const problems = await problemsOf(dir)

  t.equal(problems.length, 1)
  t.notMatch(`${problems[0]?.what}${problems[0]?.howToMend}`, /[A-Za-z]{5,}/)
})

t.test('all mistakes are told at once', async (t) => {
  const { dir, edit } = await catalogueCopy(t)
  await edit('permits/tobacco-retail/permit.yaml', (text) => text.replace('- tobacco-form', '- no-form').replace('department: tobacco', 'department: nobody'))

  t.equal((await problemsOf(dir)).length, 2)
})

t.test('a file in GBK is told as such', async (t) => {
  const { dir } = await catalogueCopy(t)
  await writeFile(join(dir, 'questions.yaml'), Buffer.from([0xc9, 0xcc, 0x3a, 0x20, 0xb5, 0xea]))

  t.match(await problemsOf(dir), [{ file: 'questions.yaml', line: null, what: /GBK/ }])
})

t.test('an alias that leads nowhere, or to ever more aliases, is told as such', async (t) => {
  const { dir } = await catalogueCopy(t)
  const bomb = 'abcdef'.split('').map((name, index, all) => `${name}: &${name} [${Array(10).fill(index === 0 ? 'x' : `*${all[index - 1]!}`).join(', ')}]`).join('\n')
  await writeFile(join(dir, 'questions.yaml'), bomb)
  await writeFile(join(dir, 'materials.yaml'), 'a: *no\n')

  t.match(await problemsOf(dir), [{ file: 'materials.yaml', what: /没有对应的锚点/ }, { file: 'questions.yaml', what: /层层引用太多/ }])
})

t.test('a folder without catalogue is told, file by file', async (t) => {
  t.match(await problemsOf(t.testdir({})), [{ file: 'confirmations.yaml', what: '没有这个文件' }, { file: 'fields.yaml', what: '没有这个文件' }])
})

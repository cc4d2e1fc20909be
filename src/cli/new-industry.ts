import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CatalogueError } from '../catalogue/catalogue-error.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { newIndustryFile, type NewIndustry } from '../catalogue/new-industry.js'
import { resolveIndustry } from '../catalogue/resolve-industry.js'
import { drawIndustryFlow } from '../drawing/industry-flow.js'
import { projectRoot } from '../project-root.js'
import { UsageError, type Command, type ParsedArguments } from './command.js'

/** As other folders; a temporary one is its owner's alone. */
const folderMode = 0o755
const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export const newIndustry: Command = {
  name: 'new-industry',
  summary: '用已有事项新建一个行业：生成 industry.yaml 和排好版的流程图',
  usage: '<行业标识> --name 名称 --permits 事项,事项… [--in 文件夹]',
  options: { name: { type: 'string' }, permits: { type: 'string' }, in: { type: 'string' } },
  optionHelp: { name: '行业的中文名称，如 文具店', permits: '事项标识，用逗号隔开，第一个事项的部门暂作牵头部门', in: '目录文件夹，默认 bpmn' },
  async run (args, io) {
    const dir = typeof args.values.in === 'string' ? resolve(args.values.in) : join(projectRoot(), 'bpmn')
    const wanted = wantedIndustry(args)
    try {
      const folder = await makeIndustry(dir, wanted)
      io.print(`新建了 ${folder}/industry.yaml 和 flow.bpmn`)
      io.print('下一步：核对 industry.yaml 中标〔待核〕的内容，用 Camunda Modeler 打开 flow.bpmn 看看，然后运行')
      io.print(`  onelicence check && onelicence simulate ${wanted.id}`)
      io.print('受理申请之前，还要把它列入 bpmn/catalogue.yaml 并公布新的一版目录清单：onelicence catalogue publish --note 缘由')
      return 0
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      io.print(error.message)
      return 1
    }
  }
}

function wantedIndustry ({ positionals: [id, ...rest], values: { name, permits } }: ParsedArguments): NewIndustry {
  if (id === undefined || rest.length > 0) throw new UsageError('请给出一个行业标识，如 stationery-shop')
  if (!idPattern.test(id)) throw new UsageError(`行业标识“${id}”不对：用小写英文和数字，以连字符连接`)
  if (typeof name !== 'string' || name.trim() === '') throw new UsageError('缺少 --name 行业的中文名称')
  const chosen = typeof permits === 'string' ? permits.split(',').map((permit) => permit.trim()).filter(Boolean) : []
  if (chosen.length === 0) throw new UsageError('缺少 --permits 事项标识，至少一个')
  return { id, name: name.trim(), permits: [...new Set(chosen)] }
}

/** Both files at once or none. @returns the new folder @throws CatalogueError; UsageError for an industry that is there, a permit that isn't */
async function makeIndustry (dir: string, wanted: NewIndustry): Promise<string> {
  const catalogue = await loadCatalogue(dir)
  if (catalogue.industries[wanted.id] !== undefined) throw new UsageError(alreadyThere(wanted.id))
  const unknown = wanted.permits.filter((permit) => catalogue.permits[permit] === undefined)
  if (unknown.length > 0) throw new UsageError(`没有事项 ${unknown.join('、')}；可选：${Object.values(catalogue.permits).map(({ id, name }) => `${id}（${name}）`).join('、')}`)
  const folder = join(dir, 'industries', wanted.id)
  const files = await draftFiles(dir, wanted, newIndustryFile(catalogue, wanted))
  const whole = await mkdtemp(join(dir, '.new-industry-'))
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(whole, name), content)
    await chmod(whole, folderMode)
    await rename(whole, folder)
    return folder
  } catch (error) {
    await rm(whole, { recursive: true })
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw new UsageError(alreadyThere(wanted.id))
    throw error
  }
}

/** Checked and drawn in a copy: who is stopped half-way leaves nothing in the catalogue. */
async function draftFiles (dir: string, { id }: NewIndustry, industryYaml: string): Promise<Record<string, string>> {
  const copy = await mkdtemp(join(tmpdir(), 'onelicence-new-industry-'))
  try {
    await cp(dir, copy, { recursive: true })
    await mkdir(join(copy, 'industries', id))
    await writeFile(join(copy, 'industries', id, 'industry.yaml'), industryYaml)
    return { 'industry.yaml': industryYaml, 'flow.bpmn': await drawIndustryFlow(resolveIndustry(await loadCatalogue(copy), id)) }
  } finally {
    await rm(copy, { recursive: true })
  }
}

function alreadyThere (id: string): string {
  return `已有行业“${id}”，请直接修改它的文件，或换一个标识`
}

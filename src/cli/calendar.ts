import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { importAndRecount, type Move, type MovedPermit } from '../cases/publication/calendars.js'
import { CatalogueError, describeProblem } from '../catalogue/catalogue-error.js'
import { readCalendarFiles, readCalendars, type CalendarFile } from '../catalogue/calendar-files.js'
import { packagedYear } from '../catalogue/packaged-year.js'
import { readConfig } from '../config.js'
import { StartupError } from '../platform/startup-problem.js'
import { withDatabase } from '../platform/with-database.js'
import { UsageError, type Command, type CommandIo } from './command.js'
import { bpmnDir, optionOf } from './publication-words.js'

export const calendar: Command = {
  name: 'calendar',
  summary: '放假调休安排：add 抄录一年，import 导入数据库，重算在办期限并列出日期变动的办件',
  usage: 'add <年份> | import [文件…]',
  options: { folder: { type: 'string' } },
  optionHelp: { folder: '目录文件夹，不写即 bpmn' },
  failure: '没有导入，什么也没有改变',
  async run (args, io) {
    const [action, ...rest] = args.positionals
    const folder = optionOf(args, 'folder') ?? bpmnDir
    if (action === 'add' && rest.length === 1 && /^\d{4}$/.test(rest[0]!)) return await addYear(folder, Number(rest[0]), io)
    if (action === 'import') return await importFiles(folder, rest, io)
    throw new UsageError('请写明 add 和一个年份，或 import 和文件，例如 onelicence calendar add 2027')
  }
}

/** A new file for policy staff to hold against the notice; one that is there is never written over. */
async function addYear (folder: string, year: number, io: CommandIo): Promise<number> {
  const found = packagedYear(year)
  if (found === undefined) {
    throw new StartupError({ cause: `软件包里没有 ${year} 年的放假调休安排`, fix: `国务院办公厅公布以后升级平台，或者照通知自己写 calendar/${year}.yaml（写法同往年）` })
  }
  const file = join(folder, 'calendar', `${year}.yaml`)
  try {
    await writeFile(file, stringify(found), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new StartupError({ cause: `已经有 calendar/${year}.yaml`, fix: '要重新抄录，请先移走这个文件' })
  }
  io.print(`已写入 calendar/${year}.yaml：${found.days.length} 天与周末不同。请与国务院办公厅的通知核对，然后运行 onelicence calendar import`)
  return 0
}

async function importFiles (folder: string, files: string[], io: CommandIo): Promise<number> {
  const years = await readYears(folder, files)
  return await withDatabase(readConfig(io.env), async (database) => {
    const { years: changed, moved } = await importAndRecount(database, years, new Date())
    if (changed.length === 0) {
      io.print('放假调休安排与数据库里的相同，没有期限变动')
      return 0
    }
    io.print(`已导入 ${changed.join('、')} 年的放假调休安排，在办办件的期限已经重算`)
    for (const permit of moved) io.print(movedLine(permit))
    const cases = new Set(moved.map(({ caseNo }) => caseNo)).size
    io.print(cases === 0 ? '没有办件的到期日变动' : `共 ${cases} 件的到期日变动，任务的到期日随之更新`)
    return 0
  })
}

/** @throws StartupError with every mistake in the files, each with its line */
async function readYears (folder: string, files: string[]): Promise<CalendarFile[]> {
  try {
    return files.length === 0 ? await readCalendarFiles(folder) : await readCalendars('', files)
  } catch (error) {
    throw error instanceof CatalogueError ? new StartupError({ cause: error.problems.map(describeProblem).join('\n'), fix: '请更正这个文件' }) : error
  }
}

function movedLine ({ caseNo, subCaseNo, permit, promised, statutory }: MovedPermit): string {
  return `${caseNo}  ${permit}（${subCaseNo}）：承诺 ${change(promised)}，法定 ${change(statutory)}`
}

function change ({ from, to }: Move): string {
  return from === to ? `${to ?? '无'} 不变` : `${from ?? '无'} → ${to ?? '无'}`
}

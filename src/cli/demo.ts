import { join, resolve } from 'node:path'
import { readConfig } from '../config.js'
import { loadCatalogue } from '../catalogue/load-catalogue.js'
import { createCast } from '../demo/cast.js'
import { addDemoCertificates } from '../demo/demo-certificates.js'
import { keepPapers, verifyByQrAddress } from '../demo/keep-papers.js'
import { describeFailure, playStory, type Narrator } from '../demo/play-story.js'
import { readStory, withFreshHolder, type Story } from '../demo/story.js'
import { disableDemoAccounts } from '../database/accounts.js'
import { demoAccounts } from '../platform/demo-accounts.js'
import { startStack, type Stack } from '../platform/stack.js'
import { projectRoot } from '../project-root.js'
import { UsageError, type Command, type CommandIo } from './command.js'
import { createLog } from './log.js'
import { untilStopped } from './until-stopped.js'

const usualIndustry = 'convenience-store'

export const demo: Command = {
  name: 'demo',
  summary: '启动平台并通过接口办理一个完整的案例，文书和证照写到 demo-out/',
  usage: '',
  options: { industry: { type: 'string' }, answers: { type: 'string' }, keep: { type: 'boolean' } },
  optionHelp: {
    industry: `行业，默认 ${usualIndustry}`,
    answers: '申请内容文件（YAML 或 JSON），默认用内置的演示申请',
    keep: '演示结束后不停止平台'
  },
  async run ({ values }, io) {
    const startedAt = Date.now()
    const config = readConfig(io.env)
    const story = await storyFor(values)
    const stack = await startStack({ config, log: createLog(config), onProgress: io.print, isDemonstration: true })
    try {
      const isDone = await present(stack, story, io, startedAt)
      if (!isDone) return 1
      if (values.keep !== true) return 0
      io.print(`平台继续运行：${stack.origin}；演示账号：npm run --silent onelicence -- accounts；按 Ctrl-C 停止`)
      return await untilStopped(stack, io)
    } finally {
      if (config.databaseUrl !== null) await disableDemoAccounts(stack.database)
      await stack.stop()
    }
  }
}

async function storyFor ({ industry, answers }: Record<string, unknown>): Promise<Story> {
  const chosen = typeof industry === 'string' ? industry : usualIndustry
  try {
    return typeof answers === 'string' ? await readStory(chosen, resolve(answers)) : withFreshHolder(await readStory(chosen))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new UsageError(`申请内容文件读不懂：${(error as Error).message}`)
    throw new UsageError(typeof answers === 'string'
      ? `没有文件 ${answers}`
      : `没有为行业 ${chosen} 准备演示申请，请用 --answers 指定申请内容文件`)
  }
}

async function present (stack: Stack, story: Story, io: CommandIo, startedAt: number): Promise<boolean> {
  const narrator: Narrator = {
    say: (who, what) => io.print(`${elapsed(startedAt)}  ${who}  ${what}`)
  }
  try {
    await addDemoCertificates(stack.database, { usci: String(story.form.usci), name: String(story.form.entity_name) })
    const accounts = demoAccounts(await loadCatalogue(join(projectRoot(), 'bpmn')))
    const cast = createCast(stack.origin, stack.demoPassword ?? '', accounts)
    const played = await playStory(cast, story, narrator, io.interrupted)
    const { session } = await cast.player('applicant-1')
    const count = await keepPapers(session, played, 'demo-out')
    narrator.say('申请人', `取得 ${count} 份文书，已写到 demo-out/`)
    if (played.licenceNo === null) {
      narrator.say('平台', '本案没有制发行业综合许可证')
      return true
    }
    const { licence, verification } = await verifyByQrAddress(session, played.licenceNo)
    narrator.say('扫码人', `${licence.name} ${licence.licenceNo} 验证通过：${verification.entries.map(({ name, stateName }) => `${name}（${stateName}）`).join('、')}`)
    io.print(`演示完成，用时 ${Math.round((Date.now() - startedAt) / 1000)} 秒`)
    return true
  } catch (error) {
    if (!io.interrupted.aborted) io.print(`演示没有走完：${describeFailure(error)}`)
    return false
  }
}

function elapsed (startedAt: number): string {
  const seconds = Math.floor((Date.now() - startedAt) / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

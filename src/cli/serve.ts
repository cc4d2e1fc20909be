import { readConfig } from '../config.js'
import { startStack, type Role } from '../platform/stack.js'
import { UsageError, type Command } from './command.js'
import { createLog } from './log.js'
import { untilStopped } from './until-stopped.js'

const roles: readonly Role[] = ['api', 'workers']

export const serve: Command = {
  name: 'serve',
  summary: '在生产环境运行一部分：api（接口）或 workers（作业、发件箱、记录接收端）；数据库与引擎须是您自己的',
  usage: 'api|workers',
  options: {},
  optionHelp: {},
  async run ({ positionals: [role] }, io) {
    if (!isRole(role)) throw new UsageError('请指明运行哪一部分：api 或 workers')
    const config = readConfig(io.env)
    const stack = await startStack({ config, roles: [role], isSelfContained: false, log: createLog(config), onProgress: io.print })
    io.print(role === 'api' ? `接口地址：${stack.origin}` : '作业进程已启动')
    return await untilStopped(stack, io)
  }
}

function isRole (word: string | undefined): word is Role {
  return roles.includes(word as Role)
}

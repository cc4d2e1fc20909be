import { readConfig } from '../config.js'
import { startStack } from '../platform/stack.js'
import type { Command } from './command.js'
import { createLog } from './log.js'
import { untilStopped } from './until-stopped.js'

export const start: Command = {
  name: 'start',
  summary: '启动整个平台：没有配置的部分（数据库、流程引擎）用内置的，数据保存在 .data/',
  usage: '',
  options: {},
  optionHelp: {},
  async run (_args, io) {
    const startedAt = Date.now()
    const config = readConfig(io.env)
    const stack = await startStack({ config, log: createLog(config), onProgress: io.print })
    io.print(`启动完成，用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
    io.print(`平台地址：${stack.origin}（办理台：${stack.origin}/desk；督办：${stack.origin}/supervise；接口说明：${stack.origin}/api/v1/openapi.json）`)
    if (stack.demoPassword !== undefined) io.print('演示账号：npm run --silent onelicence -- accounts')
    io.print('按 Ctrl-C 停止')
    return await untilStopped(stack, io)
  }
}

import type { Command } from './command.js'

export const demo: Command = {
  name: 'demo',
  summary: '启动平台并通过接口办理一个完整的便利店案例',
  usage: '',
  options: {},
  optionHelp: {},
  async run (_args, io) {
    io.print('演示尚未提供')
    return 1
  }
}

import { configurationDocument } from '../config-document.js'
import type { Command } from './command.js'

export const config: Command = {
  name: 'config',
  summary: '列出全部配置变量（docs/configuration.md 即由此生成）',
  usage: '',
  options: {},
  optionHelp: {},
  async run (_args, io) {
    io.print(configurationDocument().trimEnd())
    return 0
  }
}

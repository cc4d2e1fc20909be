import type { Command } from './command.js'

/** `onelicence help` */
export function overview (commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const listed = [...commands, { name: 'help', summary: '显示本说明；help <命令> 显示该命令的选项' }]
  const lines = listed.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return ['一业一证：行业综合许可平台', '', '用法：onelicence <命令> [选项]', '', '命令：', ...lines, '', '配置用环境变量，见 docs/configuration.md'].join('\n')
}

/** `onelicence help <command>` */
export function helpOf (command: Command): string {
  const options = Object.entries(command.optionHelp).map(([name, text]) => `  --${name.padEnd(12)} ${text}`)
  const usage = `用法：onelicence ${[command.name, command.usage].filter(Boolean).join(' ')}`
  return [command.summary, '', usage, ...(options.length > 0 ? ['', '选项：', ...options] : [])].join('\n')
}

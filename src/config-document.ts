import { accepted } from './config.js'
import { configTable, type Variable } from './config-table.js'

/** `docs/configuration.md`: the table for people. */
export function configurationDocument (): string {
  const rows = Object.values<Variable>(configTable).map((variable) => {
    const value = variable.default === null || variable.default === '' ? '—' : `\`${variable.default}\``
    return `| \`${variable.env}\`${variable.isSecret ? ' 🔒' : ''} | ${accepted(variable)} | ${value} | ${variable.zh}<br>${variable.en} |`
  })
  return `# 配置 · Configuration

平台只从环境变量读取配置；都不设置时，\`npm start\` 使用内置数据库和内置引擎。写错的变量在启动时一并指出。🔒 表示保密内容，不会出现在日志里。
The platform is configured by environment variables only. This page is made from \`src/config-table.ts\`
(\`npm run --silent onelicence -- config > docs/configuration.md\`); a test compares both.

| 变量 | 取值 | 默认 | 说明 |
| --- | --- | --- | --- |
${rows.join('\n')}

内置引擎另外读取 \`JAVA_HOME\`（JDK 21 及以上的目录；不设则在 PATH 与系统常用目录中查找）。
`
}

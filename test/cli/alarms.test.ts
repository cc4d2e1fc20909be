import t from 'tap'
import { alarms } from '../../src/cli/alarms.js'
import type { ParsedArguments } from '../../src/cli/command.js'
import { connectDatabase } from '../../src/database/connection.js'
import { raiseAlarm } from '../../src/database/alarms.js'
import { testDatabaseUrl } from '../support/database.js'

t.test('an operator lists the open alarms and clears the one that is dealt with', async (t) => {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(async () => await database.destroy())
  await raiseAlarm(database, 'fresh-engine', { epoch: 2 })

  const listed = await run([])
  t.match(listed, { code: 0, lines: [/^1\t.*\tfresh-engine\t\{"epoch":2\}$/] })

  t.match(await run(['clear', '1']), { code: 0, lines: ['已解除告警 1'] })
  t.match(await run(['clear', '1']), { code: 1, lines: ['没有未解除的告警 1'] })
  t.match(await run([]), { code: 0, lines: ['没有未解除的告警'] })
  await t.rejects(run(['clear', 'all']), /用法/)

  async function run (positionals: string[]): Promise<{ code: number, lines: string[] }> {
    const lines: string[] = []
    const args: ParsedArguments = { positionals, values: {} }
    const io = { env: { DATABASE_URL: url }, stdin: process.stdin, print: (line: string) => lines.push(line), interrupted: new AbortController().signal }
    return { code: await alarms.run(args, io), lines }
  }
})

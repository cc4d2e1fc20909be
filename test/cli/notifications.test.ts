import t from 'tap'
import type { ParsedArguments } from '../../src/cli/command.js'
import { notifications } from '../../src/cli/notifications.js'
import { connectDatabase } from '../../src/database/connection.js'
import { testDatabaseUrl } from '../support/database.js'
import { givenApplicant, tell } from '../support/notifications/messages.js'

t.test('an operator lists what could not be sent, without whole addresses, and sends one again', async (t) => {
  const url = await testDatabaseUrl(t)
  const database = connectDatabase({ url, poolSize: 1 })
  t.teardown(async () => await database.destroy())
  t.match(await run([]), { code: 0, lines: ['没有未送到的通知'] })
  await tell(database, await givenApplicant(database, ['sms'], { phone: '13812345678' }))
  await database('notification_delivery').update({ state: 'failed', attempts: 1, next_attempt_at: null, last_error: 'HTTP 422 no such number', failed_at: new Date() })
  const { id } = await database('notification_delivery').first('id')

  t.match(await run([]), { code: 0, lines: [new RegExp(`^${id}\t.*\t短信\t138\\*{4}5678\t\\d+\t请补正申请材料\tHTTP 422 no such number$`)] })

  t.match(await run(['resend', id]), { code: 0, lines: ['已重新排队，workers 随即发送'] })
  t.match(await database('notification_delivery').first(), { state: 'waiting', attempts: 0 })
  t.match(await database('audit_log'), [{ action: 'resend-notification', account_id: null, subject: id }])
  t.match(await run(['resend', id]), { code: 1, lines: ['只有没有送到的通知才能重新发送'] })
  t.match(await run(['resend', '00000000-0000-4000-8000-000000000000']), { code: 1, lines: ['没有找到这条通知投递'] })
  for (const wrong of [['resend'], ['resend', '1'], ['clear', id], ['resend', id, id]]) await t.rejects(run(wrong), /用法/)

  async function run (positionals: string[]): Promise<{ code: number, lines: string[] }> {
    const lines: string[] = []
    const args: ParsedArguments = { positionals, values: {} }
    const io = { env: { DATABASE_URL: url }, stdin: process.stdin, print: (line: string) => lines.push(line), interrupted: new AbortController().signal }
    return { code: await notifications.run(args, io), lines }
  }
})

import { pino } from 'pino'
import t from 'tap'
import { readConfig } from '../../src/config.js'
import { systemClock } from '../../src/domain/time.js'
import { createClosers } from '../../src/platform/closers.js'
import { startNotifications } from '../../src/platform/notifications.js'
import { testDatabase } from '../support/database.js'
import { testMailServer } from '../support/notifications/mail-server.js'
import { givenApplicant, tell } from '../support/notifications/messages.js'
import { waitFor } from '../support/wait-for.js'

t.test('a process switches on the channels that it is configured for, sends what waits, and stops', async (t) => {
  const database = await testDatabase(t)
  const server = await testMailServer(t)
  const closers = createClosers((name) => t.fail(`${name} did not stop well`))
  t.teardown(() => closers.closeAll())
  const start = async (env: NodeJS.ProcessEnv): Promise<void> => await startNotifications({ config: readConfig(env), database, clock: systemClock, log: pino({ level: 'silent' }), closers })
  const channels = async (): Promise<string[]> => await database('notification_channel').pluck('channel')
  const applicant = await givenApplicant(database, ['email', 'sms'], { email: 'zhang.san@example.com', phone: '13812345678' })
  await tell(database, applicant)

  await start({ SMTP_URL: server.url, SMTP_FROM: 'notice@example.gov.cn' })
  await waitFor('the mail', () => server.received.length === 1)
  t.same(await channels(), ['email'])
  await closers.closeAll()
  t.match(await database('notification_delivery').orderBy('channel').select('channel', 'state'), [{ channel: 'email', state: 'sent' }, { channel: 'sms', state: 'waiting' }])

  await start({})
  t.same(await channels(), [])
  t.equal(await tell(database, applicant, 'later'), 2, 'nothing is written any more')
})

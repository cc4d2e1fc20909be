import type { CommandLoaders } from './command.js'

/** Every sub-command, in the order of `onelicence help`. Each is loaded when it is asked for: what they stand on takes seconds to load. */
export const commands: CommandLoaders = {
  start: async () => (await import('./start.js')).start,
  demo: async () => (await import('./demo.js')).demo,
  serve: async () => (await import('./serve.js')).serve,
  migrate: async () => (await import('./migrate.js')).migrate,
  'new-industry': async () => (await import('./new-industry.js')).newIndustry,
  check: async () => (await import('./check.js')).check,
  simulate: async () => (await import('./simulate.js')).simulate,
  guide: async () => (await import('./guide.js')).guide,
  plan: async () => (await import('./plan.js')).plan,
  clock: async () => (await import('./clock.js')).clock,
  calendar: async () => (await import('./calendar.js')).calendar,
  handbook: async () => (await import('./handbook.js')).handbook,
  diff: async () => (await import('./diff.js')).diff,
  replay: async () => (await import('./replay.js')).replay,
  'sign-off': async () => (await import('./sign-off.js')).signOff,
  publish: async () => (await import('./publish.js')).publish,
  rollback: async () => (await import('./rollback.js')).rollback,
  releases: async () => (await import('./releases.js')).releases,
  catalogue: async () => (await import('./catalogue.js')).catalogue,
  confirm: async () => (await import('./confirm.js')).confirm,
  docs: async () => (await import('./docs.js')).docs,
  accounts: async () => (await import('./accounts.js')).accounts,
  alarms: async () => (await import('./alarms.js')).alarms,
  notifications: async () => (await import('./notifications.js')).notifications,
  config: async () => (await import('./config.js')).config
}

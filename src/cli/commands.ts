import { accounts } from './accounts.js'
import { alarms } from './alarms.js'
import type { Command } from './command.js'
import { config } from './config.js'
import { demo } from './demo.js'
import { migrate } from './migrate.js'
import { serve } from './serve.js'
import { start } from './start.js'

/** Every sub-command, in the order of `onelicence help`. */
export const commands: readonly Command[] = [start, demo, serve, migrate, accounts, alarms, config]

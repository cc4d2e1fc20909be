import { pino, type Logger } from 'pino'
import type { Config } from '../config.js'

/** JSON lines on standard error; what people read goes to standard output. */
export function createLog ({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null }, pino.destination({ fd: 2, sync: true }))
}

import { pino, type Logger, type SerializedError } from 'pino'
import type { Config } from '../config.js'

/** JSON lines on standard error; what people read goes to standard output. */
export function createLog ({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null, serializers: { err: errorToLog } }, pino.destination({ fd: 2, sync: true }))
}

/** An error without what the database quotes of its data (names, numbers of identity cards): the log is read by others than the clerks. */
export function errorToLog (error: Error): Omit<SerializedError, 'detail' | 'where'> {
  const { detail: _detail, where: _where, ...rest } = pino.stdSerializers.err(error)
  return rest
}

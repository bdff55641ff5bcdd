import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** One JSON line an event on standard error, so that standard output stays for people. */
export function makeLog(level: string, stream: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, redact: ['req.headers.cookie', 'req.headers.authorization', 'password'] }, stream)
}

import { type Logger, pino } from 'pino'

export type { Logger }

/** One JSON line an event on standard error, so that standard output stays for people. */
export function makeLog(level: string): Logger {
  return pino(
    { level, redact: ['req.headers.cookie', 'req.headers.authorization', 'password'] },
    pino.destination(2),
  )
}

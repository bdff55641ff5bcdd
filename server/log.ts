import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type { Logger }

/** Fields of PostgreSQL errors that contain values of rows, which may be personal data. */
const withValues = ['detail', 'where', 'internalQuery', 'bindings'] as const

function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const reported: Record<string, unknown> = { ...stdSerializers.err(error) }
  for (const name of withValues) delete reported[name]
  return reported
}

/** One JSON line an event on standard error, so that standard output stays for people. */
export function makeLog(level: string, stream: DestinationStream = pino.destination(2)): Logger {
  const redact = ['req.headers.cookie', 'req.headers.authorization', 'password']
  return pino({ level, redact, serializers: { err: withoutValues } }, stream)
}

import { isRecord } from './is-record.ts'

/** The code of an error as Node and PostgreSQL give it ("ENOENT", "23505"); undefined for errors without one, and for anything else. */
export function errorCode(error: unknown): string | undefined {
  return isRecord(error) && typeof error.code === 'string' ? error.code : undefined
}

import { Problem } from '../../core/problem.ts'

/** Codes of OGC 06-121r3 (table 25) that every service here answers with. */
export type CommonCode =
  | 'OperationNotSupported'
  | 'MissingParameterValue'
  | 'InvalidParameterValue'
  | 'NoApplicableCode'

/** A client's mistake in the words of a service of OGC: a code, and the parameter that is wrong. */
export class ServiceFault<Code extends string> extends Problem {
  readonly code: Code

  constructor(title: string, { code, locator, detail, status = 400 }: ServiceFaultParts<Code>) {
    super({ title, status, detail, parameter: locator })
    this.code = code
  }
}

interface ServiceFaultParts<Code> {
  code: Code
  locator: string
  detail: string
  status?: number
}

const LONGEST_ECHO = 80

/** A message that states the parameter, the expected and the received value. */
export function mismatch(locator: string, received: string, expected: string): string {
  const shown = received.length > LONGEST_ECHO ? `${received.slice(0, LONGEST_ECHO)}…` : received
  return `${locator}: expected ${expected}, received ${shown}`
}

/** The exception code for an answer with this status, and perhaps the name of a parameter. */
export function codeOf<Code extends string>(
  error: unknown,
  { status, parameter }: { status: number; parameter?: string | undefined },
  isOwn: (error: unknown) => error is ServiceFault<Code>,
): Code | CommonCode {
  if (isOwn(error)) return error.code
  const isParameter = error instanceof Problem && parameter !== undefined && status < 500
  return isParameter ? 'InvalidParameterValue' : 'NoApplicableCode'
}

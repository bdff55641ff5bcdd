import { ProblemResponse } from '../api/problem-response.ts'
import { describeFailure } from '../panel/describe-failure.ts'
import { stylingText } from './styling-words.ts'

/** Why something did not work, and what can be done. */
export function reasonOf(error: unknown): string {
  if (error instanceof ProblemResponse && error.status === 412) return stylingText('conflict')
  if (error instanceof ProblemResponse && error.status === 401) return stylingText('signedOut')
  return stylingText('failed', { detail: describeFailure(error) })
}

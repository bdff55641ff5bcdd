import type { ProblemDetail } from '../../core/problem.ts'

/** What a thread that was given one task says: how far it is, and at the end what came of it. */
export type FromThread<Result, Progress = never> =
  | { readonly progress: Progress }
  | { readonly result: Result }
  | { readonly problem: ProblemDetail }
  | { readonly fault: string }

import type { ProblemDetail } from '../../core/problem.ts'

/** Messages of a thread with one task: its progress, and at the end its result. */
export type FromThread<Result, Progress = never> =
  | { readonly progress: Progress }
  | { readonly result: Result }
  | { readonly problem: ProblemDetail }
  | { readonly fault: string }

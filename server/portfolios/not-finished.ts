import { Problem } from '../../core/problem.ts'

export function notFinished(): Problem {
  return new Problem({
    title: 'Not finished',
    status: 409,
    detail: 'This can be had once the portfolio is done; one that failed or was cancelled has no answer',
  })
}

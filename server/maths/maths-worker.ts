import { answerTask } from '../threads/answer-task.ts'
import { checkCases } from './check-cases.ts'

export interface MathsProgress {
  readonly done: number
  readonly of: number
}

await answerTask((_task: undefined, onProgress: (progress: MathsProgress) => void) =>
  checkCases((done, of) => onProgress({ done, of })),
)

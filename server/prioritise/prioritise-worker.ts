import { answerTask } from '../threads/answer-task.ts'
import { carryOut } from './carry-out.ts'
import { nowAndThen } from './now-and-then.ts'
import type { QuickKind, Work } from './worker-messages.ts'

interface Task {
  readonly kind: QuickKind
  readonly request: Work[QuickKind]['request']
}

await answerTask(({ kind, request }: Task, onProgress: (progress: Work[QuickKind]['progress']) => void) =>
  carryOut(kind, request, nowAndThen(onProgress)),
)

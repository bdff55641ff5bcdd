import { badParameter } from '../../../core/problem.ts'
import { answerTask } from '../../../server/threads/answer-task.ts'

await answerTask(async (task: string, onProgress: (share: number) => void, port) => {
  if (task === 'problem') throw badParameter('count', -1, 'a count')
  if (task === 'fault') throw new Error('went wrong')
  if (task === 'exit') process.exit(3)
  if (task === 'for ever') for (;;);
  if (task === 'sum') {
    const { promise, resolve } = Promise.withResolvers<number>()
    let sum = 0
    port.on('message', (value: number | 'end') => {
      if (value === 'end') resolve(sum)
      else sum += value
    })
    return await promise
  }
  onProgress(0.5)
  return `${task}, done`
})

import { answerTask } from '../../threads/answer-task.ts'
import { drawSheet } from './draw-sheet.ts'

await answerTask(drawSheet)

import type { FromDrawing, ToDrawing } from '../../../server/render/drawing-job.ts'

// A drawing process that does what a picture's background says: dies, hangs, or answers.
const say = (message: FromDrawing) => process.send?.(message)

process.on('message', (message: ToDrawing) => {
  if ('setup' in message) {
    say({ ready: true })
    return
  }
  const { number, job } = message
  if (job.background === '#dead00') process.kill(process.pid, 'SIGSEGV')
  else if (job.background === '#0000ff') for (;;) Math.random()
  else say({ number, bytes: Buffer.from(String(process.pid)), tired: job.background === '#777777' })
})
process.on('disconnect', () => process.exit(0))

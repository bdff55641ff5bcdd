import { rmSync } from 'node:fs'
import { toError } from '../../core/to-error.ts'
import { Drawing } from './drawing.ts'
import { type FromDrawing, TOO_LARGE_EXIT, type ToDrawing } from './drawing-job.ts'

// Program of a drawing process: draws what it is sent, one picture at a time, and ends with its parent.
const WATCH_MS = 100

const say = (message: FromDrawing) => process.send?.(message)
let drawing: Drawing | undefined
let memoryBytes = Infinity
let folder: string | undefined
let watch: NodeJS.Timeout | undefined

async function receive(message: ToDrawing): Promise<void> {
  if ('setup' in message) {
    memoryBytes = message.setup.memoryBytes
    folder = message.setup.folder
    try {
      drawing = new Drawing(message.setup)
      say({ ready: true })
    } catch (error) {
      process.send?.({ unavailable: toError(error).message } satisfies FromDrawing, () => process.exit(0))
    }
    return
  }
  const { number, job } = message
  watch = setInterval(giveUpIfLarge, WATCH_MS)
  try {
    if (!drawing) throw new Error('not set up')
    const bytes = await drawing.draw(job)
    say({ number, bytes, tired: drawing.isTired || isLarge() })
  } catch (error) {
    say({ number, fault: toError(error).message })
  } finally {
    clearInterval(watch)
  }
}

/** Checked while Mapnik draws, since it does so in a thread of its own. */
function giveUpIfLarge(): void {
  if (isLarge()) process.exit(TOO_LARGE_EXIT)
}

function isLarge(): boolean {
  return process.memoryUsage.rss() > memoryBytes
}

process.on('message', (message: ToDrawing) => void receive(message))
process.on('disconnect', () => {
  // The parent, which usually cleans up, has ended.
  if (folder) rmSync(folder, { recursive: true, force: true })
  process.exit(0)
})

import type { MessagePort } from 'node:worker_threads'
import type { Tuples } from '../analyses/inputs/input.ts'
import { answerTask } from '../threads/answer-task.ts'
import { yieldToRequests } from '../threads/yield-to-requests.ts'
import type { AnalysisInput, AnalysisOutput } from './compute/analysis.ts'
import { COMPUTATIONS } from './compute/computations.ts'
import { readPoints } from './read-points.ts'
import type { StatisticsProgress, StatisticsTask, ToStatistics } from './worker-messages.ts'

const PROGRESS_EVERY_MS = 200
/** Rows a message: each becomes one INSERT. */
const BATCH = 1_000

type Send = (progress: StatisticsProgress) => void

await answerTask(async (task: StatisticsTask, send: Send, port): Promise<string> => {
  yieldToRequests()
  const compute = COMPUTATIONS.get(task.kind)
  if (!compute) throw new Error(`no computation of the kind ${task.kind}`)
  const output = compute(inputOf(task, await receivePages(port), send))
  sendRows(send, output)
  return JSON.stringify(output.report)
})

type Pages = Map<string, (string | Uint8Array)[]>

/** The received pages, until the message to begin. */
function receivePages(port: MessagePort): Promise<Pages> {
  const pages: Pages = new Map()
  const { promise, resolve } = Promise.withResolvers<Pages>()
  port.on('message', (message: ToStatistics) => {
    if ('begin' in message) {
      resolve(pages)
      return
    }
    const before = pages.get(message.input)
    if (before) before.push(message.page)
    else pages.set(message.input, [message.page])
  })
  return promise
}

function inputOf(task: StatisticsTask, pages: Pages, send: Send): AnalysisInput {
  const parsed = new Map<string, readonly unknown[]>()
  let reported = 0
  const binary = (name: string) => (pages.get(name) ?? []).filter((page) => typeof page !== 'string')
  const points = readPoints(binary('points'))
  pages.delete('points')
  return {
    crs: task.crs,
    smallCell: task.smallCell,
    service: task.service,
    outlines: binary('outlines'),
    points,
    rows<Kind extends Tuples>(name: Kind['name']): readonly Kind['row'][] {
      const known = parsed.get(name)
      if (known) return known as readonly Kind['row'][]
      const waiting = pages.get(name) ?? []
      pages.delete(name)
      // Each page's text is released as soon as it has been parsed.
      const rows: Kind['row'][] = []
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
        for (const row of JSON.parse(String(page)) as Kind['row'][]) rows.push(row)
      }
      parsed.set(name, rows)
      return rows
    },
    onProgress(share) {
      if (Date.now() - reported < PROGRESS_EVERY_MS) return
      reported = Date.now()
      send(share)
    },
  }
}

/** Rows leave as JSON text in batches, so that the server's own thread never has to write it. */
function sendRows(send: Send, { areas, cells }: AnalysisOutput): void {
  for (const [layer, rows] of Object.entries(areas)) {
    for (let at = 0; at < rows.length; at += BATCH)
      send({ table: 'areas', layer, rows: JSON.stringify(rows.slice(at, at + BATCH)) })
  }
  for (const [layer, rows] of Object.entries(cells)) {
    for (let at = 0; at < rows.length; at += BATCH)
      send({ table: 'cells', layer, rows: JSON.stringify(rows.slice(at, at + BATCH)) })
  }
}

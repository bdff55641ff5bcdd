import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { buildClientIfStale } from '../../server/wiring/build-client.ts'
import { startServer } from '../../server/wiring/server.ts'
import { keepOfficeToken } from '../support/office-token.ts'
import { memoryOf, memoryOfChildren, type ProcessMemory } from './process-memory.ts'

/** What the process tells its parent, a line of JSON each. */
export interface ServeMessage {
  event: 'ready' | 'step' | 'imported' | 'figures'
  /** Milliseconds since the process was ready. */
  at: number
  url: string
  step: string
  /** Of the server's process, and of those that it started. */
  memory: ProcessMemory
  children: ProcessMemory[]
  loopDelayP99Ms: number
}

/** The server as main.ts starts it; with a manifest it imports that in the same process, as POST /api/imports does. */
async function main(manifestPath: string | undefined): Promise<void> {
  const config = readConfig()
  const log = makeLog(config.logLevel)
  const database = await openDatabase(config, log)
  const clientFolder = await buildClientIfStale(() => {})
  const server = await startServer({ config, database, clientFolder, log, onProgress: () => {} })
  await keepOfficeToken(database.write)
  await server.ready
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const tell = (event: ServeMessage['event'], step = '') => {
    const message: ServeMessage = {
      event,
      at: performance.now() - began,
      url: server.url,
      step,
      memory: memoryOf('self'),
      children: memoryOfChildren(),
      loopDelayP99Ms: delay.percentile(99) / 1e6,
    }
    process.stdout.write(`${JSON.stringify(message)}\n`)
  }
  process.on('message', (asked) => {
    tell('figures')
    if (asked === 'watch') delay.reset()
  })
  process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
  tell('ready')
  if (!manifestPath) return
  const onProgress = ({ step }: { step: string }) => tell('step', step)
  await runImport(database, manifestPath, { signal: new AbortController().signal, onProgress })
  tell('imported')
}

await main(process.argv[2])

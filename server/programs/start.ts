import { mkdirSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { errorCode } from '../../core/error-code.ts'
import { toError } from '../../core/to-error.ts'
import type { DemoAccount } from '../accounts/demo-accounts.ts'
import { ConfigFault, readConfig } from '../config.ts'
import { DatabaseUnusable } from '../database/database.ts'
import { openPort } from '../http/open-port.ts'
import { type Logger, makeLog } from '../log.ts'
import { terminalProgress } from './terminal-progress.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function open(): Promise<void> {
  const began = performance.now()
  const config = readConfig()
  const log = makeLog(config.logLevel)
  mkdirSync(config.dataDir, { recursive: true })
  // Caches the compiled code of everything that is imported from here on: half of the second that loading the program takes.
  enableCompileCache(join(config.dataDir, 'cache', 'code'))
  const progress = terminalProgress(process.stderr)
  // Opens the port before the program itself is loaded, which takes a second.
  const port = await openPort(config)
  const { openDatabase } = await import('../database/open-database.ts')
  // The embedded engine begins in a thread of its own, while this one reads the rest of the program.
  const opening = openDatabase(config, log)
  opening.catch(() => {})
  const { bringUp } = await import('../wiring/bring-up.ts')
  const onProgress = (step: string, share: number) => {
    port.note(step, share)
    if (share < 1) progress.show(step, share)
    else progress.end()
  }
  const { server, versions, demoAccounts } = await bringUp({ config, log, port, opening, say, onProgress })
  closeOnSignal(server.close, log)
  if (server.newPassword) {
    say(`\nSandi administrator (masuk sebagai admin; hanya ditampilkan sekali): ${server.newPassword}`)
    say('Ganti dengan: npm run admin -- password')
  }
  if (demoAccounts.length > 0) tellDemoAccounts(demoAccounts)
  if (!(await server.ready)) return
  flushCompileCache()
  progress.end()
  say(`\nPetaUsul siap dalam ${((performance.now() - began) / 1000).toFixed(1)} s (${versions})`)
  say(`  ${server.url}\n`)
}

function tellDemoAccounts(accounts: readonly DemoAccount[]): void {
  const longest = Math.max(...accounts.map(({ login }) => login.length))
  say(
    '\nAkun contoh untuk mencoba setiap peran (hanya ditampilkan sekali; berakhir saat data asli pertama diimpor):',
  )
  for (const { login, password, name } of accounts) say(`  ${login.padEnd(longest)}  ${password}  ${name}`)
}

/** Limit of the shutdown when a database hangs. */
const CLOSE_LIMIT_MS = 30_000

/** The first signal shuts down in order; the second one ends the process. */
function closeOnSignal(close: () => Promise<void>, log: Logger): void {
  let closing = false
  const onSignal = () => {
    if (closing) process.exit(1)
    closing = true
    say('Menutup …')
    setTimeout(() => {
      log.error('closing took too long; the process ends as it is')
      process.exit(1)
    }, CLOSE_LIMIT_MS).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

/** Starts the server; a setting that is not understood, or a port in use, ends the process with a word instead of a trace. */
export async function start(): Promise<void> {
  try {
    await open()
  } catch (error) {
    const expected = error instanceof ConfigFault || error instanceof DatabaseUnusable
    const inUse = errorCode(error) === 'EADDRINUSE'
    if (inUse) process.stderr.write('The port is in use by another program; set PORT to a free one.\n')
    else process.stderr.write(`${expected ? toError(error).message : toError(error).stack}\n`)
    process.exit(1)
  }
}

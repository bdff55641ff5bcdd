import { createInterface } from 'node:readline/promises'
import { changePassword, ensureAdministrator } from '../accounts/administrator.ts'
import { AUDIT_USAGE, answerAudit, type CommandAnswer } from '../audit/audit-command.ts'
import { readAuditKey } from '../audit/audit-key.ts'
import { AuditLog } from '../audit/audit-log.ts'
import { type Config, ConfigFault, readConfig } from '../config.ts'
import { trustClock } from '../cycles/trusted-clock.ts'
import { type Database, DatabaseUnusable } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { makeLog } from '../log.ts'
import { ACCOUNT_USAGE, answerAccount } from './account-command.ts'

const LEAST_CHARACTERS = 10
const USAGE = `Usage: npm run admin -- password | clock | ${AUDIT_USAGE} | ${ACCOUNT_USAGE}\n`

/** npm run admin -- password | clock | audit … | account …: what is done with the store at the terminal. Gives the exit code. */
async function main(): Promise<number> {
  const [command, ...words] = process.argv.slice(2)
  if (command === 'password' && words.length === 0) return await setPassword()
  if (command === 'clock' && words.length === 0) return await withDatabase(acceptClock)
  if (command === 'audit') return await withDatabase(tellAudit(words))
  if (command === 'account') return await withDatabase(tellAccount(words))
  process.stderr.write(USAGE)
  return 2
}

/** Sets the administrator's password, read from the terminal or standard input. */
async function setPassword(): Promise<number> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const password = (await lines.question('Sandi baru: ')).trim()
  lines.close()
  if (password.length < LEAST_CHARACTERS) {
    process.stderr.write(`The password needs at least ${LEAST_CHARACTERS} characters; nothing was changed.\n`)
    return 1
  }
  return await withDatabase(async ({ write }) => {
    const audit = new AuditLog(write)
    await audit.asked({ account: null, action: 'terminal', method: 'TERMINAL', path: 'password', params: {} })
    await ensureAdministrator(write, password)
    await changePassword(write, password)
    process.stdout.write('Sandi diganti; semua sesi diakhiri.\n')
    return 0
  })
}

/** Says that the clock is right now: later times that are on record came from one that was wrong. */
async function acceptClock({ write }: Database): Promise<number> {
  const audit = new AuditLog(write)
  await audit.asked({ account: null, action: 'terminal', method: 'TERMINAL', path: 'clock', params: {} })
  const { now, latest } = await trustClock(write)
  const later = latest !== null && latest > now
  process.stdout.write(
    `Jam server ${now.toISOString()}${later ? `; waktu tercatat sampai ${latest.toISOString()} tidak dihiraukan lagi` : ': tidak ada yang tercatat lebih lambat'}.\n`,
  )
  return 0
}

function tellAudit(words: readonly string[]) {
  return async (database: Database, config: Config): Promise<number> => {
    return tell(await answerAudit(database, await readAuditKey(config), words))
  }
}

function tellAccount(words: readonly string[]) {
  return async (database: Database, { publicUrl, port }: Config): Promise<number> =>
    tell(await answerAccount(database, publicUrl ?? `http://localhost:${port}`, words))
}

function tell({ text, code }: CommandAnswer): number {
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(`${text}\n`)
  return code
}

async function withDatabase(work: (database: Database, config: Config) => Promise<number>): Promise<number> {
  const config = readConfig()
  const database = await openDatabase(config, makeLog(config.logLevel))
  try {
    return await work(database, config)
  } finally {
    await database.close()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof ConfigFault || error instanceof DatabaseUnusable)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

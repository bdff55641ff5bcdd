import { createInterface } from 'node:readline/promises'
import { changePassword, ensureAdministrator } from '../accounts/administrator.ts'
import { ConfigFault, readConfig } from '../config.ts'
import { DatabaseUnusable } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { makeLog } from '../log.ts'

const LEAST_CHARACTERS = 10

/** npm run admin -- password: sets the administrator's password, read from the terminal or standard input. */
async function main(): Promise<number> {
  const [command] = process.argv.slice(2)
  if (command !== 'password') {
    process.stderr.write('Usage: npm run admin -- password\n')
    return 2
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const password = (await lines.question('Sandi baru: ')).trim()
  lines.close()
  if (password.length < LEAST_CHARACTERS) {
    process.stderr.write(`The password needs at least ${LEAST_CHARACTERS} characters; nothing was changed.\n`)
    return 1
  }
  const config = readConfig()
  const database = await openDatabase(config, makeLog(config.logLevel))
  try {
    await ensureAdministrator(database.write, password)
    await changePassword(database.write, password)
    process.stdout.write('Sandi diganti; semua sesi diakhiri.\n')
    return 0
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

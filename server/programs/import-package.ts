import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigFault, readConfig } from '../config.ts'
import { DatabaseUnusable } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { importProblem } from '../imports/import-problem.ts'
import { printReport } from '../imports/print-report.ts'
import { runImport } from '../imports/run-import.ts'
import { makeLog } from '../log.ts'
import { terminalProgress } from './terminal-progress.ts'

/** npm run import -- PATH/district.json: the same code as POST /api/imports, with a progress bar and the report in words. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [manifestPath] = positionals
  if (!manifestPath || positionals.length > 1) {
    process.stderr.write('Usage: npm run import -- PATH/district.json\n')
    return 2
  }
  const config = readConfig()
  const log = makeLog(config.logLevel)
  const database = await openDatabase(config, log)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error('interrupted')))
  const progress = terminalProgress(process.stderr)
  try {
    const { report, computed } = await runImport(database, manifestPath, {
      signal: stop.signal,
      smallCell: config.smallCell,
      onProgress: ({ step, share }) => progress.show(step, share),
    })
    progress.end()
    printReport(process.stdout, report, computed)
    return 0
  } catch (error) {
    progress.end()
    const problem = importProblem(error, dirname(resolve(manifestPath)))
    process.stderr.write(
      `${problem.title}: ${problem.status === 500 && error instanceof Error ? error.stack : problem.detail}\n`,
    )
    return 1
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

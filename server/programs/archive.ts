import { toError } from '../../core/to-error.ts'
import { makeArchive } from '../archives/make-archive.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { ConfigFault, readConfig } from '../config.ts'
import { DatabaseUnusable } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { hasYears } from '../layers/layer-at-year.ts'
import { makeLog } from '../log.ts'
import { terminalProgress } from './terminal-progress.ts'

const USAGE = 'Usage: npm run archive -- YEAR [layer,layer…]\n'

/** Arguments that are not understood; the message says what to type. */
class UsageFault extends Error {}

function readArguments(): { year: number; layers: string[] } {
  const [year = '', layers = '', ...rest] = process.argv.slice(2)
  if (!/^\d{4}$/.test(year) || rest.length > 0) throw new UsageFault(USAGE)
  return { year: Number(year), layers: layers.split(',').filter(Boolean) }
}

/** npm run archive: freezes layers for a year; without names, every published one whose rows tell no year themselves. */
async function main(): Promise<void> {
  const { year, layers } = readArguments()
  const config = readConfig()
  const database = await openDatabase(config, makeLog(config.logLevel))
  const progress = terminalProgress(process.stderr)
  try {
    const catalogue = (await readCatalogue(database.write)).filter(({ archive }) => !archive)
    const unknown = layers.find((id) => !catalogue.some((layer) => layer.id === id))
    if (unknown !== undefined)
      throw new UsageFault(`No layer ${unknown}; there are: ${catalogue.map(({ id }) => id).join(', ')}\n`)
    const chosen = layers.length > 0 ? layers : catalogue.filter((l) => !hasYears(l)).map(({ id }) => id)
    const signal = new AbortController().signal
    for (const [index, layerId] of chosen.entries()) {
      const onProgress = (share: number) =>
        progress.show(`mengarsipkan ${layerId}`, (index + share) / chosen.length)
      const { archive, unchanged } = await makeArchive(database, {
        ...{ layerId, year, byAccount: null, signal, onProgress },
      })
      progress.end()
      const how = unchanged ? 'sama dengan yang sudah ada' : `${archive.archive?.features} fitur`
      process.stdout.write(`${archive.id}: ${how}\n`)
    }
  } finally {
    await database.close()
  }
}

try {
  await main()
} catch (error) {
  const expected =
    error instanceof ConfigFault || error instanceof DatabaseUnusable || error instanceof UsageFault
  process.stderr.write(`${expected ? error.message : toError(error).stack}\n`)
  process.exitCode = error instanceof UsageFault ? 2 : 1
}

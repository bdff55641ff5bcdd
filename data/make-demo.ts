import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { demoFiles } from './demo/package-files.ts'

export const DEMO_SEED = 12

/** Writes the fictitious regency as a district package into a folder, which is made if missing. */
export async function makeDemo(outDir: string, seed: number = DEMO_SEED): Promise<{ manifestPath: string }> {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: expected a whole number, received ${seed}`)
  const folder = resolve(outDir)
  await mkdir(folder, { recursive: true })
  for (const [name, text] of demoFiles(seed)) await writeFile(join(folder, name), text)
  return { manifestPath: join(folder, 'district.json') }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'demo-district' },
      seed: { type: 'string', default: String(DEMO_SEED) },
    },
  })
  const { manifestPath } = await makeDemo(values.out, Number(values.seed))
  process.stdout.write(`${manifestPath}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()

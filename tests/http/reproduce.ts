import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const REPRODUCE = fileURLToPath(new URL('../../server/programs/reproduce.ts', import.meta.url))

/** `npm run reproduce -- FILE` on this text: its exit code and all that it says. */
export async function reproduce(text: string): Promise<{ code: number; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-decision-'))
  const path = join(folder, 'decision.json')
  writeFileSync(path, text)
  return new Promise((resolve) => {
    execFile(process.execPath, [REPRODUCE, path], (error, out, faults) => {
      rmSync(folder, { recursive: true, force: true })
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + faults })
    })
  })
}

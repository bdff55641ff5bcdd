import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder of its own for a test file, removed after its last test. */
export function scratchFolder(): {
  path: (name: string) => string
  write: (name: string, data: string | Uint8Array) => string
} {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-formats-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  return {
    path,
    write(name, data) {
      writeFileSync(path(name), data)
      return path(name)
    },
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))

test('paint.wasm is what its source compiles to; `npm run build:paint` makes it so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paint-'))
  const file = join(folder, 'paint.wasm')
  const assembly = 'server/tiles/paint/assembly'
  const compiler = 'node_modules/assemblyscript/bin/asc.js'
  const options = [`${assembly}/index.ts`, '--config', `${assembly}/asconfig.json`, '--outFile', file]
  execFileSync(process.execPath, [compiler, ...options], { cwd: root })
  const [made, kept] = [file, join(root, 'server/tiles/paint/paint.wasm')].map((path) => readFileSync(path))
  rmSync(folder, { recursive: true })
  expect(made!.equals(kept!)).toBe(true)
})

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the client if its sources are not those of the last build. Returns the folder of the built pages. */
export async function buildClientIfStale(onStart: () => void): Promise<string> {
  const folder = join(ROOT, 'client', 'dist')
  const stamp = join(folder, '.built-from')
  const digest = digestSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return folder
  onStart()
  await runVite()
  packAssets(folder)
  writeFileSync(stamp, digest)
  return folder
}

function digestSources(): string {
  const hash = createHash('sha256')
  const names = globSync(['client/**/*', 'core/**/*', 'package-lock.json'], { cwd: ROOT }).filter(
    (name) => !name.startsWith(join('client', 'dist')),
  )
  for (const name of names.sort()) {
    const path = join(ROOT, name)
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/** Brotli at its best, once: the server sends these files as they are. */
function packAssets(folder: string): void {
  for (const name of globSync('assets/*.{js,css,svg}', { cwd: folder })) {
    const path = join(folder, name)
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
  }
}

function runVite(): Promise<void> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', 'client', '--logLevel', 'warn'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`building the client failed:\n${complaint}`)),
    )
  })
}

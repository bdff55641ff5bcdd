import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface RunningProcess {
  child: ChildProcess
  /** Everything printed so far, both outputs. */
  output(): string
  /** Resolves with the URL once the server says that it is ready; rejects when it ends before. */
  ready: Promise<string>
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>
}

/** Starts server/programs/main.ts as a user would, with just these settings. */
export function runServer(
  settings: Record<string, string>,
  script = 'server/programs/main.ts',
  more: string[] = [],
): RunningProcess {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, PORT: '0', LOG_LEVEL: 'warn', TILE_WORKERS: '1', ...settings }
  const child = spawn(process.execPath, [script, ...more], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  )
  const ready = new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString()
      const match = /siap dalam[\s\S]*?(http:\/\/localhost:\d+)/.exec(printed)
      if (match?.[1]) resolve(match[1])
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${printed}`)))
  })
  ready.catch(() => {})
  return { child, output: () => printed, ready, ended }
}

import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { allocatorEnvironment } from '../../server/config.ts'
import type { ServeMessage } from './serve-process.ts'

/** The administrator's. */
export const PASSWORD = 'sandi-untuk-bench'

export interface ServeProcess {
  url: string
  /** Waits for a message of this kind. */
  until(event: ServeMessage['event']): Promise<ServeMessage>
  /** Peak memory and event-loop delay as of now. */
  figures(): Promise<ServeMessage>
  /** Event-loop delay counts from now on. */
  watchLoop(): Promise<void>
  stop(): Promise<void>
}

export interface ServeOptions {
  /** Without one: embedded, in the folder. */
  databaseUrl?: string
  folder: string
  manifest?: string
  settings?: Record<string, string>
  onStep?: (message: ServeMessage) => void
}

function settingsOf({ databaseUrl, folder, settings }: ServeOptions): Record<string, string> {
  const given = {
    PATH: process.env.PATH ?? '',
    // So that a profile can be taken: NODE_OPTIONS=--cpu-prof npm run bench -- edits
    NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
    DATABASE_URL: databaseUrl ?? '',
    DATA_DIR: folder,
    PORT: '0',
    DEMO: 'no',
    LOG_LEVEL: 'error',
    ADMIN_PASSWORD: PASSWORD,
    SUBMISSIONS_PER_HOUR: '100000',
    ...settings,
  }
  // As npm start begins it.
  return allocatorEnvironment(given) ?? given
}

/** The whole server in a process of its own, ready to answer. */
export async function runServeProcess(options: ServeOptions): Promise<ServeProcess> {
  const script = fileURLToPath(new URL('./serve-process.ts', import.meta.url))
  const child: ChildProcess = fork(script, options.manifest ? [options.manifest] : [], {
    env: settingsOf(options),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const waiting: {
    event: string
    resolve: (message: ServeMessage) => void
    reject: (error: Error) => void
  }[] = []
  if (!child.stdout) throw new Error('the server process has no output')
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Libraries and the log may print there too.
    if (!line.startsWith('{"event"')) return
    const message = JSON.parse(line) as ServeMessage
    options.onStep?.(message)
    for (const [i, one] of waiting.entries()) {
      if (one.event !== message.event) continue
      waiting.splice(i, 1)
      one.resolve(message)
      break
    }
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => {
    for (const { reject } of waiting) reject(new Error('the server process ended early'))
  })
  const until = (event: string) =>
    new Promise<ServeMessage>((resolve, reject) => waiting.push({ event, resolve, reject }))
  const ask = (what: 'figures' | 'watch') => {
    const answer = until('figures')
    child.send(what)
    return answer
  }
  const { url } = await until('ready')
  return {
    url,
    until,
    figures: () => ask('figures'),
    async watchLoop() {
      await ask('watch')
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

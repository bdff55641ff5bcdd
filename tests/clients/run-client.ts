import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PYTHON = '/usr/bin/python3'

/** Another program's output. Not synchronous: the server that it asks is in this process. */
export async function runClient(
  command: string,
  options: readonly string[],
  environment: Record<string, string> = {},
): Promise<string> {
  const { stdout } = await run(command, options, {
    env: { ...process.env, no_proxy: '*', NO_PROXY: '*', ...environment },
    timeout: 100_000,
    maxBuffer: 16 * 1024 * 1024,
  })
  return stdout
}

/** What a script of this folder prints as JSON on its last line, under Debian's Python; what it shares with others is not kept compiled. */
export async function runScript<Result>(
  name: string,
  options: readonly string[],
  environment: Record<string, string> = {},
): Promise<Result> {
  const script = fileURLToPath(new URL(name, import.meta.url))
  const output = await runClient(PYTHON, ['-B', script, ...options], environment)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Result
}

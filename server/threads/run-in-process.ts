import { fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { type RunOptions, runApart } from './run-apart.ts'

/**
 * As runInThread, in a child process. Solvers are WebAssembly modules that are often terminated; V8's registry of such code
 * occasionally crashes over it (https://github.com/nodejs/node/issues/64500), which must end a study and not the server. The task
 * is sent as the first message.
 */
export function runInProcess<Result, Progress = never>(
  program: URL,
  task: unknown,
  options: RunOptions<Progress>,
): Promise<Result> {
  const { name, heapMegabytes } = options
  return runApart<Result, Progress>(({ onMessage, onFailure }) => {
    const codeCache = getCompileCacheDir()
    const child = fork(program, {
      serialization: 'advanced',
      execArgv: heapMegabytes ? [`--max-old-space-size=${heapMegabytes}`] : [],
      env: codeCache ? { NODE_COMPILE_CACHE: codeCache } : {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        onFailure(new Error(`The ${name} process ended early with ${signal ?? `code ${code}`}`))
        resolve()
      })
      child.once('error', (cause) => {
        onFailure(new Error(`The ${name} process failed: ${cause}`, { cause }))
        if (child.pid === undefined) resolve()
      })
    })
    child.on('message', onMessage)
    // A message that cannot be sent also ends in 'error' or 'exit'.
    const send = (message: unknown) => void child.send(message as object, () => {})
    send(task)
    return {
      send,
      end() {
        child.kill('SIGKILL')
        return ended
      },
    }
  }, options)
}

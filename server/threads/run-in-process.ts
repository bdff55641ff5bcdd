import { fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { type RunOptions, runApart } from './run-apart.ts'

/**
 * As runInThread, in a process. Solving is WebAssembly that is often cut short; V8's register of such code now and then breaks over it
 * (https://github.com/nodejs/node/issues/64500), and that must cost a study, not the server. The task comes as the first message.
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
    // What cannot be sent ends in 'error' or 'exit' too.
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

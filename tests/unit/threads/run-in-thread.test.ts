import { expect, test } from 'vitest'
import { Problem } from '../../../core/problem.ts'
import type { RunOptions } from '../../../server/threads/run-apart.ts'
import { runInThread } from '../../../server/threads/run-in-thread.ts'

const program = new URL('./example-worker.ts', import.meta.url)
const run = (task: string, options: Partial<RunOptions<number>> = {}) =>
  runInThread<unknown, number>(program, task, { name: 'example', longestMs: 20_000, ...options })

test('work in a thread says how far it is, and gives what came of it', async () => {
  const shares: number[] = []
  expect(await run('task', { onProgress: (share) => shares.push(share) })).toBe('task, done')
  expect(shares).toEqual([0.5])
})

test('a problem that it throws is a problem, anything else an error with its trace', async () => {
  const problem = await run('problem').catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect((problem as Problem).body).toMatchObject({ status: 400, parameter: 'count', received: '-1' })
  await expect(run('fault')).rejects.toThrow(/went wrong[\s\S]*example-worker/)
})

test('a thread that ends without an answer is an error that names it', async () => {
  await expect(run('exit')).rejects.toThrow('The example thread ended early with code 3')
})

test('the signal ends it with its reason, and so does its time', async () => {
  const stop = new AbortController()
  const running = run('for ever', { signal: stop.signal })
  stop.abort('left')
  await expect(running).rejects.toBe('left')
  await expect(run('task', { signal: AbortSignal.abort('gone') })).rejects.toBe('gone')
  await expect(run('for ever', { longestMs: 50 })).rejects.toThrow('The example took longer than 50 ms')
  const tookTooLong = () => new Error('too slow')
  await expect(run('for ever', { longestMs: 50, tookTooLong })).rejects.toThrow('too slow')
})

test('it works on what is fed, and what cannot be fed is an error', async () => {
  const feed: RunOptions<number>['feed'] = async (send) => {
    for (const value of [1, 2, 3, 'end']) send(value)
  }
  expect(await run('sum', { feed })).toBe(6)
  await expect(run('sum', { feed: () => Promise.reject(new Error('no rows')) })).rejects.toThrow('no rows')
})

test('who feeds a thread that failed is told to stop', async () => {
  let stopped: AbortSignal | undefined
  const feed: RunOptions<number>['feed'] = (_send, stop) => {
    stopped = stop
    return new Promise(() => {})
  }
  await expect(run('fault', { feed })).rejects.toThrow('went wrong')
  expect(stopped?.aborted).toBe(true)
})

import { expect, test } from 'vitest'
import { FairQueue, QueueOverflow } from '../../../server/net/fair-queue.ts'

const here = new AbortController().signal
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A queue that notes who begins; `leave` ends the work of the one that has been at it longest. */
function fixture({ running = 4, reserved = 0, waitingOfClient = 100, waiting = 1000 } = {}) {
  let now = 0
  const queue = new FairQueue({ running, reserved, waitingOfClient, waiting }, () => now)
  const began: string[] = []
  const leaving: (() => void)[] = []
  const enter = async (client: string, { most = 2, signal = here, isLarge = false } = {}) => {
    leaving.push(await queue.enter(client, most, signal, isLarge))
    began.push(client)
  }
  /** After it was at it for so many milliseconds. */
  const leave = async (ms = 0) => {
    now += ms
    leaving.shift()?.()
    await settle()
  }
  return { queue, began, leaving, enter, leave }
}

test('a client has so many places, and the others remain for others', async () => {
  const { began, enter } = fixture()
  for (let at = 0; at < 50; at += 1) void enter('greedy')
  await settle()
  expect(began).toEqual(['greedy', 'greedy'])
  await enter('other')
  await enter('other')
  expect(began).toEqual(['greedy', 'greedy', 'other', 'other'])
})

test('a place that falls free goes to who has least', async () => {
  const { began, enter, leave } = fixture()
  for (let at = 0; at < 50; at += 1) for (const greedy of ['a', 'b']) void enter(greedy)
  await settle()
  void enter('c')
  void enter('d')
  await leave()
  await leave()
  expect(began.slice(4)).toEqual(['c', 'd'])
  for (let at = 0; at < 8; at += 1) await leave()
  expect(began.slice(6).filter((client) => client === 'a')).toHaveLength(4)
})

test('who leaves while waiting is passed over, and giving back twice is giving back once', async () => {
  const { queue, began, enter, leaving, leave } = fixture({ running: 1 })
  await enter('a')
  const left = new AbortController()
  const waiting = enter('b', { signal: left.signal })
  void enter('c')
  left.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await leave()
  expect(began).toEqual(['a', 'c'])
  leaving[0]?.()
  leaving[0]?.()
  const release = await queue.enter('d', 2, here)
  let entered = false
  void queue.enter('e', 2, here).then(() => {
    entered = true
  })
  await settle()
  expect(entered).toBe(false)
  release()
  await settle()
  expect(entered).toBe(true)
})

test('who has waited too long is refused', async () => {
  const queue = new FairQueue({ running: 1, waitingOfClient: 5, waiting: 5, waitMs: 5 })
  const leave = await queue.enter('a', 1, here)
  await expect(queue.enter('b', 1, here)).rejects.toBeInstanceOf(QueueOverflow)
  leave()
  ;(await queue.enter('b', 1, here))()
})

test('too many that wait are refused: of one client, and of all', async () => {
  const { enter } = fixture({ running: 1, waitingOfClient: 3, waiting: 5 })
  await enter('a')
  for (let at = 0; at < 3; at += 1) void enter('a')
  await expect(enter('a')).rejects.toMatchObject({ isOwn: true })
  void enter('b')
  void enter('b')
  await expect(enter('b')).rejects.toMatchObject({ isOwn: false })
  await expect(enter('c')).rejects.toBeInstanceOf(QueueOverflow)
})

test('among clients with as little running a place goes to who has used less lately', async () => {
  const { began, enter, leave } = fixture({ running: 2 })
  for (let at = 0; at < 3; at += 1) for (const greedy of ['a', 'b']) void enter(greedy)
  await settle()
  await leave(5_000)
  void enter('new')
  await settle()
  // The greedy client whose work has just ended has nothing running either, and has waited longer.
  await leave(5_000)
  expect(began).toEqual(['a', 'b', 'a', 'new'])
})

test('reserved places are for small work of clients that have used little and have nothing running', async () => {
  const { began, enter, leave } = fixture({ running: 4, reserved: 1 })
  for (let at = 0; at < 3; at += 1) for (const greedy of ['a', 'b']) void enter(greedy, { isLarge: true })
  await settle()
  expect(began).toEqual(['a', 'b', 'a'])
  void enter('large', { isLarge: true })
  await settle()
  await enter('small')
  expect(began).toEqual(['a', 'b', 'a', 'small'])
  void enter('small')
  await settle()
  expect(began).toHaveLength(4)
  await leave(20_000)
  expect(began).toHaveLength(4)
  await leave()
  expect(began.slice(4)).toEqual(['large'])
})

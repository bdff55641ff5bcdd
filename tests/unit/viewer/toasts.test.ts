import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Toasts } from '../../../client/panel/toasts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Long enough to read any of them. */
const LONG_MS = 60_000
const words = { text: 'Tautan disalin.' }

test('a message can be read, then leaves by itself, and says so', () => {
  const toasts = new Toasts()
  const changes: (string | null)[] = []
  toasts.addEventListener('change', () => changes.push(toasts.shown?.text ?? null))
  toasts.say(words)
  vi.advanceTimersByTime(5_000)
  expect(toasts.shown).toBe(words)
  vi.advanceTimersByTime(3_000)
  expect(toasts.shown).toBeNull()
  expect(changes).toEqual([words.text, null])
})

test('what can be done about it stays longer, and nothing leaves from under a pointer or the focus', () => {
  const toasts = new Toasts()
  toasts.say({ ...words, action: { name: 'Coba lagi', run: () => {} } })
  vi.advanceTimersByTime(15_000)
  toasts.hold()
  vi.advanceTimersByTime(LONG_MS)
  expect(toasts.shown?.text).toBe(words.text)
  toasts.release()
  vi.advanceTimersByTime(15_000)
  expect(toasts.shown?.text).toBe(words.text)
  vi.advanceTimersByTime(LONG_MS)
  expect(toasts.shown).toBeNull()
})

test('progress stays until it is said to be over; a later message has a time of its own', () => {
  const toasts = new Toasts()
  toasts.say({ text: 'Menyimpan …', share: 0.4 })
  vi.advanceTimersByTime(LONG_MS)
  expect(toasts.shown?.share).toBe(0.4)
  toasts.say(words)
  vi.advanceTimersByTime(4_000)
  const later = { text: 'Tersimpan.' }
  toasts.say(later)
  vi.advanceTimersByTime(4_000)
  expect(toasts.shown).toBe(later)
})

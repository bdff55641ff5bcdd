import { date } from './format-value.ts'
import { currentLanguage } from './translate.ts'

/** A moment in the reader's own time: the hour alone today, the day before it otherwise. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  const hour = `${two(at.getHours())}${currentLanguage() === 'id' ? '.' : ':'}${two(at.getMinutes())}`
  if (at.toDateString() === now.toDateString()) return hour
  const day = date(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`)
  return `${day}, ${hour}`
}

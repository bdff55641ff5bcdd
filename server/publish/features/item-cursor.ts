import { createHash } from 'node:crypto'
import { badParameter } from '../../../core/problem.ts'

/** From where a page goes on. */
export interface ItemCursor {
  /** Rows after the key, or the page that ends before it. */
  direction: 'after' | 'before'
  key: number
  /** How many rows match in all, as the first page counted; null where it stopped counting. */
  matched: number | null
}

/**
 * Opaque text of a cursor, bound to its question. Keys order rows and never change, so that pages neither repeat nor miss a
 * row that stands, whatever is written meanwhile.
 */
export function writeCursor({ direction, key, matched }: ItemCursor, question: string): string {
  const content = `${direction === 'after' ? 'a' : 'b'}.${key}.${matched ?? ''}`
  return Buffer.from(`${content}.${seal(content, question)}`).toString('base64url')
}

/** Refuses (400) one that was changed, or that was given for another question. */
export function readCursor(text: string, question: string): ItemCursor {
  const decoded = text.length <= 200 ? Buffer.from(text, 'base64url').toString('latin1') : ''
  const [, content = '', way, key, matched, given] =
    /^(([ab])\.(\d{1,16})\.(\d{0,10}))\.([\w-]{22})$/.exec(decoded) ?? []
  const sound = given === seal(content, question) && Number.isSafeInteger(Number(key))
  if (!sound || Buffer.from(decoded, 'latin1').toString('base64url') !== text)
    throw badParameter(
      'cursor',
      text,
      'the cursor of a "next" or "prev" link, with the same other parameters',
    )
  return {
    direction: way === 'a' ? 'after' : 'before',
    key: Number(key),
    matched: matched ? Number(matched) : null,
  }
}

/**
 * Told from the content and its question alone, so that every instance reads the cursors of all. It keeps nothing secret:
 * whoever forges one reads rows that a filter shows as well.
 */
function seal(content: string, question: string): string {
  return createHash('sha256').update(`${content}\n${question}`).digest('base64url').slice(0, 22)
}

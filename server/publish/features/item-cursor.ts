import { createHash } from 'node:crypto'
import { badParameter } from '../../../core/problem.ts'

/** Position from which a page continues. */
export interface ItemCursor {
  /** Rows after the key, or the page that ends before it. */
  direction: 'after' | 'before'
  key: number
  /** How many rows match in all, as the first page counted; null where it stopped counting. */
  matched: number | null
}

/**
 * Makes the opaque text of a cursor, which is bound to its query. Keys order rows and never change, so pages neither repeat nor
 * skip rows that stay, whatever is written meanwhile.
 */
export function writeCursor({ direction, key, matched }: ItemCursor, question: string): string {
  const content = `${direction === 'after' ? 'a' : 'b'}.${key}.${matched ?? ''}`
  return Buffer.from(`${content}.${seal(content, question)}`).toString('base64url')
}

/** Reads a cursor; refuses (400) one that was modified, or that belongs to another query. */
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
 * Digest of the content and the query alone, so that every instance accepts the cursors of all. It protects nothing secret: a
 * forged cursor gives rows that a filter would show as well.
 */
function seal(content: string, question: string): string {
  return createHash('sha256').update(`${content}\n${question}`).digest('base64url').slice(0, 22)
}

import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import { STANDARD } from '../../core/style/default-style.ts'
import { readBody } from '../requests/read-body.ts'
import { IN_FORCE, STYLE_NAME } from './read-style.ts'
import { readLayerStyle, type StyleFields } from './style-schema.ts'
import type { StyleDraft } from './style-store.ts'

export const styleNameWords = `1 to 60 of a–z, 0–9 and -, other than ${STANDARD} and ${IN_FORCE}`

const title = z
  .string('expected a text of 1 to 120 characters')
  .trim()
  .min(1, 'expected at least 1 character')
  .max(120, 'expected at most 120 characters')
  .refine(
    (value) => value.isWellFormed() && !/\p{Cc}/u.test(value),
    'expected Unicode text without control characters',
  )
const draft = z.strictObject({
  title: z.strictObject({ id: title, en: title }),
  document: z.unknown().refine((value) => value !== undefined, 'expected a style'),
})

/** A title in both languages and a style that the layer can be drawn with; a 400 names the part at fault. */
export function readStyleDraft(body: unknown, layer: StyleFields): StyleDraft {
  const { title: words, document } = readBody(draft, body)
  return { title: words, document: readLayerStyle(document, layer) }
}

/** The name of a style that can be written. */
export function checkStyleName(name: string): string {
  if (!STYLE_NAME.test(name) || name === STANDARD || name === IN_FORCE)
    throw badParameter('name', name, styleNameWords)
  return name
}

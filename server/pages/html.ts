import { escapeHtml } from '../../core/escape-html.ts'

/** Markup that is safe to send: made by `html` from our own templates, or by `trusted` from our own constants. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[]

/**
 * Builds markup; every value that is not markup already is escaped, so that a title with `<script>` in it stays a
 * title. Lists are joined; null, undefined and false leave nothing. Text may stand between tags or inside a quoted
 * attribute; elsewhere in a tag escaping would not hold, so a text there throws.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const bare = barePlaces(parts)
  let text = parts[0] ?? ''
  values.forEach((value, index) => {
    if (bare[index] && (typeof value === 'string' || typeof value === 'number'))
      throw new Error(`a value needs quotes around it: …${text.slice(-40)}`)
    text += markup(value) + (parts[index + 1] ?? '')
  })
  return new Html(text)
}

/** Marks a text as safe markup. For constants of our own only; nothing from outside may be passed. */
export function trusted(markupOfOurs: string): Html {
  return new Html(markupOfOurs)
}

function markup(value: HtmlValue): string {
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(markup).join('')
  if (value === null || value === undefined || value === false) return ''
  return escapeHtml(String(value))
}

const known = new WeakMap<TemplateStringsArray, boolean[]>()

/** For each value of a template, whether it stands inside a tag but outside quotes. Computed once for each template. */
function barePlaces(parts: TemplateStringsArray): boolean[] {
  const before = known.get(parts)
  if (before) return before
  let tag = false
  let quote = ''
  const places = parts.slice(0, -1).map((part) => {
    for (const character of part) {
      if (quote) quote = character === quote ? '' : quote
      else if (tag && (character === '"' || character === "'")) quote = character
      else if (character === '<') tag = true
      else if (character === '>') tag = false
    }
    return tag && !quote
  })
  known.set(parts, places)
  return places
}

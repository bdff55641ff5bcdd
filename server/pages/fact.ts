import { type Html, type HtmlValue, html } from './html.ts'

/** What something is called, and what it is, in a list of facts. */
export function fact(name: string, value: HtmlValue, note: HtmlValue = null): Html {
  return html`<div class="fact"><dt>${name}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd></div>`
}

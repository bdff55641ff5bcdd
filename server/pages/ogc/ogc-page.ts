import { formatNumber } from '../../../core/proposal/format.ts'
import { renderPage } from '../frame.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { localLink, type PageContext } from '../page-context.ts'
import { ogcWords as words } from './ogc-words.ts'

/** A link within the site (from `/`), or to elsewhere by its whole address. */
export interface PageLink {
  href: string
  title: string
  note?: string
}

export type PageCell = string | number | null | PageLink

/** Pieces that every page of OGC API is made of. */
export type PagePart =
  | { kind: 'text'; text: string }
  | { kind: 'links'; title?: string; links: readonly PageLink[] }
  | { kind: 'facts'; facts: readonly (readonly [term: string, value: PageCell])[] }
  | { kind: 'table'; title: string; head: readonly string[]; rows: readonly (readonly PageCell[])[] }
  | { kind: 'pager'; prev: string | undefined; next: string | undefined }

export interface OgcPage {
  title: string
  lead?: string
  /** Pages above this one. */
  crumbs?: readonly PageLink[]
  /** The same for programs. */
  formats: readonly PageLink[]
  parts: readonly PagePart[]
}

/** A document of OGC API as a page. */
export function renderOgcPage(context: PageContext, page: OgcPage): string {
  const { language } = context
  const { title, lead, crumbs = [], formats, parts } = page
  return renderPage(context, {
    title,
    description: lead ?? title,
    body: html`<div class="ogc">
${crumbs.length > 0 && html`<nav class="crumbs" aria-label="${say(words.where, language)}">${crumbs.map((crumb) => html`<span>${anchor(context, crumb)} ›</span>`)}</nav>`}
<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
<p class="formats"><span class="note">${say(words.formats, language)}</span> ${formats.map((format) => anchor(context, format))}</p>
${parts.map((part) => renderPart(context, part))}
</div>`,
  })
}

function anchor(context: PageContext, { href, title }: PageLink): Html {
  return html`<a href="${href.startsWith('/') ? localLink(context, href) : href}">${title}</a>`
}

function renderPart(context: PageContext, part: PagePart): Html {
  switch (part.kind) {
    case 'text':
      return html`<p>${part.text}</p>`
    case 'links':
      return html`<section>${part.title && html`<h2>${part.title}</h2>`}<ul class="links">${part.links.map(
        (link) =>
          html`<li>${anchor(context, link)}${link.note && html`<span class="note">${link.note}</span>`}</li>`,
      )}</ul></section>`
    case 'facts':
      return html`<dl>${part.facts.map(([term, value]) => html`<dt>${term}</dt><dd>${cell(context, value)}</dd>`)}</dl>`
    case 'table':
      return table(context, part)
    case 'pager':
      return pager(context, part)
  }
}

function table(context: PageContext, { title, head, rows }: Extract<PagePart, { kind: 'table' }>): Html {
  return html`<div class="wide" tabindex="0" role="group" aria-label="${title}"><table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((value) =>
        typeof value === 'number'
          ? html`<td class="number">${cell(context, value)}</td>`
          : html`<td>${cell(context, value)}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`
}

function cell(context: PageContext, value: PageCell): Html | string {
  if (value === null) return '–'
  if (typeof value === 'object') return anchor(context, value)
  // Amounts and measures; anything that is a name or a year came as text.
  return typeof value === 'number' ? formatNumber(value, context.language, 3) : value
}

function pager(context: PageContext, { prev, next }: Extract<PagePart, { kind: 'pager' }>): Html {
  if (prev === undefined && next === undefined) return html``
  const { language } = context
  const button = (href: string | undefined, rel: string, text: string) =>
    href !== undefined && html`<a class="button" rel="${rel}" href="${localLink(context, href)}">${text}</a> `
  return html`<nav class="actions" aria-label="${say(words.pages, language)}">${button(prev, 'prev', say(words.prev, language))}${button(next, 'next', say(words.next, language))}</nav>`
}

import { may } from '../../core/access/may.ts'
import type { Language } from '../../core/proposal/label.ts'
import { documentUnder, sitePathOf } from '../net/site-path.ts'
import { frameWords } from './frame-words.ts'
import { type Html, html } from './html.ts'
import { say } from './language.ts'
import { localLink, type PageContext } from './page-context.ts'
import { icons, mark } from './symbols.ts'

export interface Page {
  title: string
  /** One or two plain sentences, as a search result or a shared link shows them. */
  description: string
  current?: 'proposals' | 'catalogue'
  /** Sources in client/ of its own style sheets, after that of all pages. */
  styles?: readonly string[]
  /** Sources in client/ of the scripts that this page can do without. */
  scripts?: readonly string[]
  /** Address for oEmbed discovery. */
  oembed?: string
  /** Address within the site of a picture for shared links, and its size in pixels. */
  picture?: { address: string; size: readonly [width: number, height: number]; alt: string } | undefined
  /** Not for search engines: sign-in, import, errors. */
  hidden?: boolean
  body: Html
}

/** The whole document: head with what sharing needs, header, the page, footer and the phone's bottom bar. */
export function renderPage(context: PageContext, page: Page): string {
  const { language } = context
  const { text } = html`<!doctype html>
<html lang="${language}">
${head(context, page)}
<body>
<a class="skip" href="#isi">${say(frameWords.skip, language)}</a>
${header(context, page)}
<main id="isi" tabindex="-1">${page.body}</main>
${footer(context)}
${bottomBar(context, page)}
</body>
</html>
`
  return documentUnder(sitePathOf(context.publicUrl), text)
}

function head(
  context: PageContext,
  { title, description, styles = [], scripts = [], hidden = false, oembed, picture }: Page,
): Html {
  const { language, publicUrl, address, assets } = context
  const here = (of: Language) => `${publicUrl}${localLink({ language: of }, address)}`
  const whole = title === 'PetaUsul' ? title : `${title} · PetaUsul`
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${whole}</title>
<meta name="description" content="${description}">
<meta name="theme-color" content="#ffffff">
${hidden && html`<meta name="robots" content="noindex">`}
<link rel="canonical" href="${here(language)}">
<link rel="alternate" hreflang="id" href="${here('id')}">
<link rel="alternate" hreflang="en" href="${here('en')}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="${['PetaUsul', context.district?.name].filter(Boolean).join(' · ')}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${here(language)}">
<meta property="og:locale" content="${language === 'id' ? 'id_ID' : 'en_GB'}">
${oembed && html`<link rel="alternate" type="application/json+oembed" href="${publicUrl}/oembed?url=${encodeURIComponent(publicUrl + oembed)}" title="${title}">`}
${
  picture &&
  html`<meta property="og:image" content="${publicUrl}${picture.address}">
<meta property="og:image:width" content="${picture.size[0]}">
<meta property="og:image:height" content="${picture.size[1]}">
<meta property="og:image:alt" content="${picture.alt}">`
}
<meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">
<link rel="icon" href="${assets.address('favicon.svg') ?? '/favicon.svg'}" type="image/svg+xml">
${['pages/pages.css', ...styles].map((source) => styleSheet(assets.address(source)))}
${scripts.map((source) => script(assets.address(source)))}
</head>`
}

function styleSheet(address: string | undefined): Html | undefined {
  return address === undefined ? undefined : html`<link rel="stylesheet" href="${address}">\n`
}

function script(address: string | undefined): Html | undefined {
  return address === undefined ? undefined : html`<script type="module" src="${address}"></script>\n`
}

function header(context: PageContext, page: Page): Html {
  const { language, district, address } = context
  return html`<header class="site">
<a class="home" href="${localLink(context, '/')}">${mark}<span class="name"><strong>PetaUsul</strong><span class="district">${district?.name}</span></span></a>
${district?.demo && html`<span class="demo">${say(frameWords.demo, language)}</span>`}
<nav class="pages" aria-label="${say(frameWords.pages, language)}">${pageLinks(context, page)}</nav>
<nav class="languages" aria-label="${say(frameWords.language, language)}">
${languageLink('id', 'Bahasa Indonesia', context, address)}${languageLink('en', 'English', context, address)}
</nav>
</header>`
}

function languageLink(of: Language, name: string, { language }: PageContext, address: string): Html {
  const current = of === language ? html` aria-current="true"` : null
  return html`<a href="${localLink({ language: of }, address)}" lang="${of}" hreflang="${of}" aria-label="${of.toUpperCase()} – ${name}"${current}>${of.toUpperCase()}</a>`
}

function pageLinks(context: PageContext, { current }: Page, withIcons = false): Html {
  const { language } = context
  const link = (address: string, word: Html | string, icon: Html, isHere: boolean) => {
    const here = isHere ? html` aria-current="page"` : null
    return html`<a href="${localLink(context, address)}"${here}>${withIcons && icon}${word}</a>`
  }
  return html`${link('/', say(frameWords.map, language), icons.map, false)}${link('/usulan', say(frameWords.proposals, language), icons.list, current === 'proposals')}${link('/katalog', say(frameWords.catalogue, language), icons.download, current === 'catalogue')}${may(context.actor, 'ranking:compute') && link('/rencana', say(frameWords.plan, language), icons.plan, false)}`
}

function footer(context: PageContext): Html {
  const { actor, language, district } = context
  const pages = context.footer.filter(({ isFor }) => isFor(actor))
  return html`<footer class="site">
<p>${say(frameWords.about, language)}</p>
${district && html`<p>${say(frameWords.boundary, language, { edition: district.codeEdition })}</p>`}
${pages.map(({ path, title }) => html`<p><a href="${localLink(context, path)}">${say(title, language)}</a></p>`)}
</footer>`
}

function bottomBar(context: PageContext, page: Page): Html {
  return html`<nav class="bottom" aria-label="${say(frameWords.pages, context.language)}">${pageLinks(context, page, true)}</nav>`
}

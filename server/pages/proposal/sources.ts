import type { Language } from '../../../core/proposal/label.ts'
import { type Html, html } from '../html.ts'
import { say } from '../language.ts'
import { icons } from '../symbols.ts'
import { serviceLabel } from './facts.ts'
import type { ProposalView } from './proposal-view.ts'
import { proposalWords as words } from './proposal-words.ts'
import type { PageSource, PageSources } from './read-sources.ts'

/** Where each thing on the page comes from. */
export function renderSources(view: ProposalView, sources: PageSources, language: Language): Html {
  const { standard } = sources
  return html`<section class="sources" aria-labelledby="sources">
<h2 id="sources">${say(words.sources, language)}</h2>
<ul>
${sources.files.map((file) => html`<li>${describe(file, language)}</li>`)}
${standard && view.service && html`<li>${say(words.sourceStandard, language, { service: serviceLabel(view.service) })}: ${standard}</li>`}
</ul>
<p><a href="/api/proposals/${encodeURIComponent(view.code)}">${icons.download}${say(words.json, language)}</a></p>
</section>`
}

function describe({ role, file, source, licence, year }: PageSource, language: Language): string {
  const origin = [source ?? file, year, licence].filter(Boolean).join(', ')
  return `${say(nameOf(role), language)}: ${origin}`
}

function nameOf(role: string) {
  if (role.startsWith('proposals')) return words.sourceProposal
  if (role.startsWith('areas')) return words.sourceAreas
  return role.startsWith('statistics') ? words.sourceFigures : words.sourceFacilities
}

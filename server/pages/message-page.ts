import { renderPage } from './frame.ts'
import { html } from './html.ts'
import { say } from './language.ts'
import { localLink, type PageContext } from './page-context.ts'
import { icons } from './symbols.ts'

const words = {
  noProposal: { id: 'Usulan {code} tidak ditemukan', en: 'Proposal {code} was not found' },
  noProposalHint: {
    id: 'Mungkin kodenya salah ketik, atau usulan itu belum diumumkan. Cari dengan kata dari judulnya, atau lihat seluruh daftar.',
    en: 'The code may be mistyped, or the proposal is not public yet. Search for a word of its title, or see the whole list.',
  },
  noPage: { id: 'Halaman ini tidak ada', en: 'There is no such page' },
  noPageHint: {
    id: 'Alamatnya mungkin salah ketik atau sudah berubah. Coba dari peta atau dari daftar usulan.',
    en: 'The address may be mistyped or have changed. Try the map or the list of proposals.',
  },
  refused: { id: 'Alamat ini tidak dapat dibaca', en: 'This address cannot be read' },
  refusedHint: {
    id: 'Salah satu saringan di alamatnya tidak dikenal. Tidak ada yang hilang; mulai lagi dari daftar lengkap.',
    en: 'One of the filters in the address is not understood. Nothing is lost; start again from the whole list.',
  },
  details: { id: 'Rincian', en: 'Details' },
  search: { id: 'Cari usulan', en: 'Search proposals' },
  find: { id: 'Cari', en: 'Search' },
  list: { id: 'Daftar usulan', en: 'List of proposals' },
  map: { id: 'Buka peta', en: 'Open the map' },
} as const

export type Message =
  | { kind: 'noProposal'; code: string }
  | { kind: 'noPage' }
  | { kind: 'refused'; detail: string }

/** A page for what cannot be shown: what happened, and three ways on. */
export function renderMessagePage(context: PageContext, message: Message): string {
  const { language } = context
  const code = message.kind === 'noProposal' ? message.code.slice(0, 40) : ''
  const title = say(words[message.kind], language, { code })
  const hint = say(words[`${message.kind}Hint`], language)
  return renderPage(context, {
    title,
    description: hint,
    hidden: true,
    body: html`<div class="message">
<h1>${title}</h1>
<p>${hint}</p>
${message.kind === 'refused' && html`<p class="note">${say(words.details, language)}: <span lang="en">${message.detail}</span></p>`}
<form class="filters" method="get" action="/usulan" role="search">
${language !== 'id' && html`<input type="hidden" name="lang" value="${language}">`}
<div class="search"><label class="hidden" for="q">${say(words.search, language)}</label>${icons.search}
<input id="q" name="q" type="search" maxlength="200" placeholder="${say(words.search, language)}" enterkeyhint="search">
<button class="button main" type="submit">${say(words.find, language)}</button></div>
</form>
<p class="actions"><a class="button" href="${localLink(context, '/usulan')}">${icons.list}${say(words.list, language)}</a>
<a class="button" href="${localLink(context, '/')}">${icons.map}${say(words.map, language)}</a></p>
</div>`,
  })
}

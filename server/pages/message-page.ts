import type { Language } from '../../core/proposal/label.ts'
import { renderPage } from './frame.ts'
import { type Html, html } from './html.ts'
import { say } from './language.ts'
import { localLink, type PageContext } from './page-context.ts'
import { icons } from './symbols.ts'

const words = {
  noProposal: { id: 'Usulan {code} tidak ditemukan', en: 'Proposal {code} was not found' },
  noProposalHint: {
    id: 'Mungkin kodenya salah ketik, atau usulan itu belum diumumkan. Cari dengan kata dari judulnya, atau lihat seluruh daftar.',
    en: 'The code may be mistyped, or the proposal is not public yet. Search for a word of its title, or see the whole list.',
  },
  noVillage: { id: 'Desa {code} tidak ditemukan', en: 'Village {code} was not found' },
  noVillageHint: {
    id: 'Mungkin kodenya salah ketik. Cari nama desanya di peta, atau lihat seluruh daftar usulan.',
    en: 'The code may be mistyped. Search for its name on the map, or see the whole list of proposals.',
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
  notTaken: { id: 'Isian itu tidak dapat dibaca', en: 'What was sent cannot be read' },
  notTakenHint: {
    id: 'Tidak ada yang disimpan. Kembali ke halaman sebelumnya, periksa isiannya, lalu kirim lagi.',
    en: 'Nothing was saved. Go back to the page before, check what you filled in, and send it again.',
  },
  tooLarge: { id: 'Terlalu besar', en: 'Too large' },
  tooLargeHint: {
    id: 'Yang dikirim atau diminta lebih besar daripada batasnya. Tidak ada yang disimpan; coba bagian yang lebih kecil.',
    en: 'What was sent or asked for is larger than the limit. Nothing was saved; try a smaller part.',
  },
  tooOften: { id: 'Terlalu sering diminta', en: 'Asked too often' },
  tooOftenHint: {
    id: 'Ada terlalu banyak permintaan dari jaringan Anda dalam waktu singkat. Tidak ada yang hilang; tunggu sebentar, lalu coba lagi.',
    en: 'Your network has asked too much in a short time. Nothing is lost; wait a little, then try again.',
  },
  forbidden: { id: 'Halaman ini bukan untuk akun Anda', en: 'This page is not for your account' },
  forbiddenHint: {
    id: 'Akun ini tidak diberi hak untuk membukanya. Mintalah kepada pengelola, atau masuk dengan akun lain.',
    en: 'This account was not granted what it takes. Ask those who manage accounts, or sign in with another.',
  },
  away: { id: 'Data belum bisa dibuka', en: 'The data cannot be opened yet' },
  awayHint: {
    id: 'Basis data sedang tidak menjawab. Tidak ada yang hilang; biasanya pulih sendiri dalam beberapa saat.',
    en: 'The database does not answer at the moment. Nothing is lost; it usually recovers by itself in a moment.',
  },
  failed: { id: 'Halaman ini gagal dibuka', en: 'This page could not be opened' },
  failedHint: {
    id: 'Ada kesalahan di pihak kami dan sudah dicatat. Tidak ada yang hilang; coba lagi sebentar lagi.',
    en: 'Something failed on our side and has been logged. Nothing is lost; try again in a moment.',
  },
  retry: { id: 'Coba lagi', en: 'Try again' },
  details: { id: 'Rincian', en: 'Details' },
  search: { id: 'Cari usulan', en: 'Search proposals' },
  find: { id: 'Cari', en: 'Search' },
  list: { id: 'Daftar usulan', en: 'List of proposals' },
  map: { id: 'Buka peta', en: 'Open the map' },
} as const

export type Message =
  | { kind: 'noProposal' | 'noVillage'; code: string }
  | { kind: 'noPage' }
  | { kind: 'refused' | 'notTaken' | 'tooLarge' | 'tooOften' | 'forbidden'; detail: string }
  | { kind: 'away' | 'failed' }

/** A page for what cannot be shown: what happened, and three ways on. */
export function renderMessagePage(context: PageContext, message: Message): string {
  const { language } = context
  const code = 'code' in message ? message.code.slice(0, 40) : ''
  const title = say(words[message.kind], language, { code })
  const passes = ['away', 'failed', 'tooOften'].includes(message.kind)
  const hint = say(words[`${message.kind}Hint`], language)
  return renderPage(context, {
    title,
    description: hint,
    hidden: true,
    body: html`<div class="message">
<h1>${title}</h1>
<p>${hint}</p>
${'detail' in message && html`<p class="note">${say(words.details, language)}: <span lang="en">${message.detail}</span></p>`}
${passes ? html`<p class="actions"><a class="button main" href="${localLink(context, context.address)}">${say(words.retry, language)}</a></p>` : searchForm(language)}
<p class="actions"><a class="button" href="${localLink(context, '/usulan')}">${icons.list}${say(words.list, language)}</a>
<a class="button" href="${localLink(context, '/')}">${icons.map}${say(words.map, language)}</a></p>
</div>`,
  })
}

function searchForm(language: Language): Html {
  return html`<form class="filters" method="get" action="/usulan" role="search">
${language !== 'id' && html`<input type="hidden" name="lang" value="${language}">`}
<div class="search"><label class="hidden" for="q">${say(words.search, language)}</label>${icons.search}
<input id="q" name="q" type="search" maxlength="200" placeholder="${say(words.search, language)}" enterkeyhint="search">
<button class="button main" type="submit">${say(words.find, language)}</button></div>
</form>`
}

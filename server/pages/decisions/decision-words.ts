import type { Label } from '../../../core/proposal/label.ts'

/** Texts of the list of decisions. */
export const decisionWords = {
  title: { id: 'Daftar keputusan', en: 'Decisions' },
  lead: {
    id: 'Keputusan yang dicatat dari halaman Rencana, yang terbaru di atas. Yang sudah dicatat tidak dapat diubah atau dihapus; keputusan baru dapat menggantikannya.',
    en: 'Decisions recorded from the Plan page, the newest first. What is recorded cannot be changed or deleted; a later decision may replace it.',
  },
  none: { id: 'Belum ada keputusan yang diterbitkan.', en: 'No decision has been published yet.' },
  noneOfOffice: {
    id: 'Belum ada keputusan. Buka Rencana, lalu tekan Simpan keputusan.',
    en: 'There is no decision yet. Open Plan and press Save the decision.',
  },
  toPlan: { id: 'Buka Rencana', en: 'Open Plan' },
  number: { id: 'No. {id}', en: 'No. {id}' },
  portfolio: { id: 'Paket anggaran', en: 'Budget package' },
  ranking: { id: 'Peringkat', en: 'Ranking' },
  published: { id: 'terbit', en: 'published' },
  office: { id: 'hanya kantor', en: 'office only' },
  superseded: { id: 'digantikan oleh no. {id}', en: 'replaced by no. {id}' },
  supersedes: { id: 'Menggantikan no. {id}.', en: 'Replaces no. {id}.' },
  by: { id: 'Dicatat oleh {by}, {at}', en: 'Recorded by {by}, {at}' },
  at: { id: 'Dicatat {at}', en: 'Recorded {at}' },
  reason: { id: 'Alasan', en: 'Reason' },
  chosen: {
    id: '{chosen} dari {considered} usulan, {spent} dari pagu {budget}',
    en: '{chosen} of {considered} proposals, {spent} of a budget of {budget}',
  },
  unspent: { id: 'tidak ada pilihan dalam pagu {budget}', en: 'no choice within a budget of {budget}' },
  ranked: { id: '{considered} usulan menurut {method}', en: '{considered} proposals by {method}' },
  digest: { id: 'SHA-256 berkas', en: 'SHA-256 of the file' },
  file: { id: 'Unduh berkas ({size})', en: 'Download the file ({size})' },
  sheet: { id: 'Lembar keputusan (PDF)', en: 'Decision sheet (PDF)' },
  publish: { id: 'Terbitkan', en: 'Publish' },
  publishHint: {
    id: 'Setelah terbit, semua orang dapat membacanya; tidak dapat ditarik kembali.',
    en: 'Once published, everyone can read it; it cannot be taken back.',
  },
  repeat: {
    id: 'Siapa pun dapat mengulang hitungannya dari berkas: npm run reproduce -- BERKAS',
    en: 'Anyone can repeat the computation from the file: npm run reproduce -- FILE',
  },
} as const satisfies Record<string, Label>

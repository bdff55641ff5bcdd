import type { ApplicationToken } from '../../../core/api/account.ts'
import type { Label } from '../../../core/proposal/label.ts'

/** Texts about application tokens. */
export const tokenWords = {
  title: { id: 'Token aplikasi', en: 'Application tokens' },
  lead: {
    id: 'Untuk program seperti QGIS: program masuk dengan nama masuk Anda dan sebuah token, bukan dengan sandi Anda.',
    en: 'For programs such as QGIS: a program signs in with your login and a token, never with your password.',
  },
  open: { id: 'Buka token aplikasi', en: 'Open application tokens' },
  back: { id: 'Akun Anda', en: 'Your account' },
  none: { id: 'Belum ada token.', en: 'There are no tokens.' },
  make: { id: 'Buat token', en: 'Make a token' },
  name: { id: 'Untuk apa?', en: 'What for?' },
  nameHint: {
    id: 'Program dan komputernya, misalnya QGIS di laptop kantor.',
    en: 'The program and its computer: QGIS on the office laptop, say.',
  },
  days: { id: 'Berlaku selama', en: 'Holds for' },
  daysOf: { id: '{count} hari', en: '{count} days' },
  grants: { id: 'Hak yang dibawanya', en: 'Rights that it carries' },
  grantsLead: {
    id: 'Token tidak pernah boleh lebih dari Anda: hak yang berakhir, berakhir juga di sini.',
    en: 'A token may never do more than you: a right that ends, ends here too.',
  },
  writes: { id: 'Boleh juga mengubah data', en: 'May change data, too' },
  noGrants: {
    id: 'Akun ini belum diberi hak, sehingga token tidak dapat membawa apa pun. Yang terbuka untuk umum tidak memerlukan token.',
    en: 'This account has no rights yet, so that a token could carry none. What is public needs no token.',
  },
  made: { id: 'Token untuk {name}', en: 'The token for {name}' },
  madeLead: {
    id: 'Salin sekarang: token hanya ditampilkan sekali, dan berlaku sampai {until}.',
    en: 'Copy it now: it is shown only once, and holds until {until}.',
  },
  login: { id: 'Nama masuk', en: 'Login' },
  token: { id: 'Token (di tempat sandi)', en: 'Token (in the password’s place)' },
  howTo: {
    id: 'Di QGIS: Lapisan › Tambah lapisan WMS › Baru › Autentikasi › Dasar; isikan nama masuk dan token. Simpan token seperti sandi.',
    en: 'In QGIS: Layer › Add WMS layer › New › Authentication › Basic; fill in login and token. Keep the token as you would a password.',
  },
  readsOnly: { id: 'hanya membaca', en: 'only reads' },
  mayWrite: { id: 'boleh mengubah', en: 'may change' },
  carriesNone: { id: 'tidak membawa hak apa pun lagi', en: 'carries no right any more' },
  neverUsed: { id: 'belum pernah dipakai', en: 'never used' },
  used: { id: 'terakhir dipakai {day}', en: 'last used {day}' },
  until: { id: 'sampai {day}', en: 'until {day}' },
  revoke: { id: 'Cabut', en: 'Revoke' },
  revokeOf: { id: 'Cabut token {name}', en: 'Revoke the token {name}' },
} as const satisfies Record<string, Label>

export const TOKEN_STATE_NAMES: Readonly<Record<ApplicationToken['state'], Label>> = {
  active: { id: 'berlaku', en: 'holds' },
  expired: { id: 'kedaluwarsa', en: 'expired' },
  revoked: { id: 'dicabut', en: 'revoked' },
}

/** What is wrong with a field of the form, by the API's name of it. */
export const tokenFaultWords: Readonly<Record<string, Label>> = {
  name: { id: 'Isikan nama, paling banyak 80 huruf.', en: 'Fill in a name of at most 80 characters.' },
  days: { id: 'Pilih 1 sampai 366 hari.', en: 'Choose 1 to 366 days.' },
  grants: {
    id: 'Pilih paling sedikit satu hak yang masih Anda pegang.',
    en: 'Choose at least one right that you still hold.',
  },
}

export const tooManyTokens: Label = {
  id: 'Token yang berlaku sudah terlalu banyak: cabut dulu yang tidak dipakai lagi.',
  en: 'There are too many tokens that hold: revoke one that is no longer used first.',
}

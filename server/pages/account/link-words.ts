import type { Label } from '../../../core/proposal/label.ts'

/** Texts of one-time links: as they are handed over, and as whoever opens one sees them. */
export const linkWords = {
  madeInvitation: { id: 'Undangan untuk {name}', en: 'An invitation for {name}' },
  madeReset: { id: 'Tautan sandi baru untuk {name}', en: 'A link for {name}’s new password' },
  handOver: {
    id: 'Serahkan tautan ini langsung kepada orangnya. Tautan ini hanya ditampilkan sekali, hanya berlaku sekali, sampai {until}.',
    en: 'Hand this link to the person themself. It is shown only once, and holds only once, until {until}.',
  },
  login: { id: 'Nama masuk', en: 'Login' },
  link: { id: 'Tautan', en: 'Link' },
  qr: { id: 'Kode QR berisi tautan ini', en: 'QR code with this link' },
  scan: { id: 'Atau pindai dengan kamera ponsel.', en: 'Or scan it with a phone’s camera.' },
  localOnly: {
    id: 'Tautan ini hanya dapat dibuka di komputer ini, karena alamat servernya (PUBLIC_URL) belum diatur.',
    en: 'This link opens on this computer alone, since the address of the server (PUBLIC_URL) is not set.',
  },
  back: { id: 'Ke akun ini', en: 'To this account' },
  again: {
    id: 'Hilang? Buat tautan lain dari halaman akun ini; yang ini lalu tidak berlaku lagi.',
    en: 'Lost? Make another one on the page of this account; this one then no longer holds.',
  },
  welcome: { id: 'Selamat datang, {name}', en: 'Welcome, {name}' },
  welcomeLead: {
    id: 'Pilih sandi untuk akun Anda. Sesudah itu, masuk dengan nama masuk di bawah ini.',
    en: 'Choose a password for your account. Then sign in with the login below.',
  },
  reset: { id: 'Sandi baru untuk {name}', en: 'A new password for {name}' },
  resetLead: {
    id: 'Pilih sandi baru. Semua sesi akun ini akan berakhir.',
    en: 'Choose a new password. All sessions of this account will end.',
  },
  password: { id: 'Sandi baru', en: 'New password' },
  passwordHint: {
    id: 'Paling sedikit {least} huruf atau angka, tanpa nama masuk di dalamnya. Beberapa kata yang mudah diingat lebih baik daripada satu kata yang rumit.',
    en: 'At least {least} characters, without the login in it. A few words that are easy to keep are better than one that is hard.',
  },
  repeat: { id: 'Ulangi sandi baru', en: 'Repeat the new password' },
  set: { id: 'Simpan sandi', en: 'Save the password' },
  done: { id: 'Sandi tersimpan', en: 'The password is saved' },
  doneHint: {
    id: 'Tautan itu sekarang sudah terpakai. Masuk dengan nama masuk {login} dan sandi Anda.',
    en: 'That link is now used up. Sign in with the login {login} and your password.',
  },
  signIn: { id: 'Masuk', en: 'Sign in' },
} as const satisfies Record<string, Label>

export const passwordFaultWords = {
  short: {
    id: 'Sandi ini terlalu pendek: paling sedikit {least} huruf atau angka.',
    en: 'This password is too short: at least {least} characters.',
  },
  long: { id: 'Sandi ini terlalu panjang.', en: 'This password is too long.' },
  'like-login': {
    id: 'Sandi tidak boleh memuat nama masuk.',
    en: 'The password must not contain the login.',
  },
  'one-letter': {
    id: 'Sandi ini hanya satu huruf yang diulang.',
    en: 'This password is one letter, repeated.',
  },
  different: { id: 'Kedua isian sandi tidak sama.', en: 'The two passwords are not the same.' },
} as const satisfies Record<string, Label>

/** Why a link opens nothing: what happened, and what to do. */
export const linkFaultWords = {
  unknown: {
    title: { id: 'Tautan ini tidak dikenal', en: 'This link is not known' },
    hint: {
      id: 'Mungkin tautannya terpotong. Buka lagi seluruhnya, atau mintalah yang baru kepada administrator.',
      en: 'It may have been cut off. Open all of it again, or ask an administrator for another one.',
    },
  },
  used: {
    title: { id: 'Tautan ini sudah terpakai', en: 'This link has been used' },
    hint: {
      id: 'Sandi sudah dipilih dengannya pada {at}. Kalau bukan Anda yang melakukannya, segera beri tahu administrator; kalau Anda, masuklah dengan sandi itu.',
      en: 'A password was chosen with it on {at}. If that was not you, tell an administrator at once; if it was, sign in with that password.',
    },
  },
  ended: {
    title: { id: 'Tautan ini sudah diganti', en: 'This link was replaced' },
    hint: {
      id: 'Sejak {at} ada tautan yang lebih baru, atau akun ini pernah dinonaktifkan. Pakailah yang terbaru, atau mintalah lagi.',
      en: 'Since {at} there is a newer one, or the account was disabled for a time. Use the newest, or ask for another.',
    },
  },
  expired: {
    title: { id: 'Tautan ini sudah kedaluwarsa', en: 'This link has expired' },
    hint: {
      id: 'Tautan ini berlaku sampai {at}. Mintalah yang baru kepada administrator.',
      en: 'It held until {at}. Ask an administrator for another one.',
    },
  },
  disabled: {
    title: { id: 'Akun ini dinonaktifkan', en: 'This account is disabled' },
    hint: {
      id: 'Akun ini tidak dapat dipakai sejak {at}. Tanyakan kepada administrator.',
      en: 'It cannot be used since {at}. Ask an administrator.',
    },
  },
  beyond: {
    title: { id: 'Tautan ini tidak berlaku lagi', en: 'This link no longer holds' },
    hint: {
      id: 'Yang membuatnya tidak lagi berhak membuka akun ini. Mintalah yang baru kepada administrator lain.',
      en: 'Who made it may no longer let anybody into this account. Ask another administrator for a new one.',
    },
  },
} as const satisfies Record<string, { title: Label; hint: Label }>

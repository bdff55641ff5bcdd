import type { Label } from '../../../core/proposal/label.ts'

/** Texts about the second step at sign-in. */
export const secondStepWords = {
  title: { id: 'Langkah kedua saat masuk', en: 'Second step at sign-in' },
  lead: {
    id: 'Selain sandi, aplikasi autentikator di ponsel menunjukkan kode enam angka. Siapa yang hanya tahu sandi tidak dapat masuk.',
    en: 'Beside the password, an authenticator app on the phone shows a code of six digits. Whoever knows the password alone cannot sign in.',
  },
  open: { id: 'Atur langkah kedua', en: 'Set up the second step' },
  back: { id: 'Akun Anda', en: 'Your account' },
  on: {
    id: 'Aktif sejak {day}. Kode pemulihan yang tersisa: {left}.',
    en: 'On since {day}. Recovery codes left: {left}.',
  },
  few: {
    id: 'Kode pemulihan hampir habis: buat yang baru.',
    en: 'Recovery codes are nearly used up: make others.',
  },
  off: { id: 'Belum dipasang.', en: 'Not set up.' },
  waits: {
    id: 'Hak administrator dan perencana akun ini menunggu: di server ini keduanya memerlukan langkah kedua.',
    en: 'The rights of administrator and planner of this account wait: on this server they need the second step.',
  },
  setUp: { id: 'Pasang', en: 'Set it up' },
  password: { id: 'Sandi sekarang', en: 'Present password' },
  begin: { id: 'Lanjut', en: 'Next' },
  scanTitle: { id: 'Pindai, lalu ketik kodenya', en: 'Scan, then type the code' },
  scan: {
    id: 'Pindai dengan aplikasi autentikator (misalnya Aegis, Google Authenticator, atau FreeOTP).',
    en: 'Scan it with an authenticator app (Aegis, Google Authenticator or FreeOTP, say).',
  },
  qr: { id: 'Kode QR untuk aplikasi autentikator', en: 'QR code for the authenticator app' },
  secret: { id: 'Atau ketik kunci ini di aplikasi', en: 'Or type this key into the app' },
  code: { id: 'Kode enam angka dari aplikasi', en: 'Six digits from the app' },
  anyCode: { id: 'Kode dari aplikasi, atau kode pemulihan', en: 'Code from the app, or a recovery code' },
  confirm: { id: 'Aktifkan', en: 'Turn it on' },
  again: { id: 'Kunci hilang? Mulai lagi dari awal.', en: 'Key lost? Begin anew.' },
  restart: { id: 'Mulai lagi', en: 'Begin anew' },
  codesTitle: { id: 'Kode pemulihan Anda', en: 'Your recovery codes' },
  codesLead: {
    id: 'Catat atau cetak sekarang: kode ini hanya ditampilkan sekali. Masing-masing berlaku sekali, kalau ponsel tidak ada.',
    en: 'Write them down or print them now: they are shown only once. Each holds once, for the day the phone is gone.',
  },
  newCodes: { id: 'Kode pemulihan baru', en: 'Other recovery codes' },
  newCodesLead: { id: 'Kode yang lama tidak berlaku lagi.', en: 'Those before no longer hold.' },
  remove: { id: 'Matikan langkah kedua', en: 'Take the second step off' },
  removeLead: {
    id: 'Misalnya sebelum pindah ke ponsel baru. Ponsel hilang dan kode pemulihan juga? Pengelola server dapat mematikannya.',
    en: 'Before moving to another phone, say. Phone and recovery codes lost? Who runs the server can take it off.',
  },
  done: { id: 'Selesai', en: 'Done' },
  wrongCode: {
    id: 'Kode ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya, dan periksa jam ponsel.',
    en: 'This code is not right, or was used. Wait for the next one, and check the phone’s clock.',
  },
  wrongPassword: { id: 'Sandi sekarang tidak cocok.', en: 'The present password is not right.' },
  isOn: { id: 'Langkah kedua sudah aktif.', en: 'The second step is on already.' },
} as const satisfies Record<string, Label>

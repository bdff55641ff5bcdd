import type { Role } from '../../../core/access/grant.ts'
import type { Label } from '../../../core/proposal/label.ts'

/** Texts of the page about one's own account. */
export const accountWords = {
  title: { id: 'Akun Anda', en: 'Your account' },
  lead: {
    id: 'Apa yang boleh dilakukan akun ini, dan di mana. Hak diberikan oleh administrator.',
    en: 'What this account may do, and where. Rights are given by an administrator.',
  },
  nothing: {
    id: 'Akun ini belum diberi hak. Ia dapat melihat apa yang dilihat semua orang.',
    en: 'This account has no rights yet. It sees what everyone sees.',
  },
  tools: { id: 'Yang dapat Anda buka', en: 'What you can open' },
  plan: { id: 'Rencana', en: 'Plan' },
  import: { id: 'Impor data', en: 'Import data' },
  catalogue: { id: 'Data: publikasi, arsip, metadata', en: 'Data: publishing, archiving, metadata' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  accounts: { id: 'Akun petugas', en: 'Accounts' },
  resetNotice: {
    id: 'Sandi akun ini dipilih lewat tautan sekali pakai pada {day}. Kalau bukan Anda yang melakukannya, ganti sandi sekarang dan beri tahu administrator.',
    en: 'The password of this account was chosen by a one-time link on {day}. If that was not you, change it now and tell an administrator.',
  },
  known: { id: 'Ya, itu saya', en: 'Yes, that was me' },
  grants: { id: 'Hak Anda', en: 'Your rights' },
  sessions: { id: 'Tempat Anda masuk', en: 'Where you are signed in' },
  sessionsLead: {
    id: 'Tidak mengenali salah satunya? Akhiri, lalu ganti sandi.',
    en: 'One that you do not know? End it, then change your password.',
  },
  thisSession: { id: 'yang ini', en: 'this one' },
  unknownDevice: { id: 'Perangkat tidak dikenal', en: 'Unknown device' },
  session: { id: 'jaringan {network}, terakhir dipakai {seen}', en: 'network {network}, last used {seen}' },
  justNow: { id: 'baru saja', en: 'just now' },
  minutesAgo: { id: '{count} menit lalu', en: '{count} minutes ago' },
  hoursAgo: { id: '{count} jam lalu', en: '{count} hours ago' },
  end: { id: 'Akhiri', en: 'End' },
  endOf: { id: 'Akhiri sesi di {device}', en: 'End the session on {device}' },
  endOthers: { id: 'Akhiri semua yang lain', en: 'End all others' },
  password: { id: 'Ganti sandi', en: 'Change the password' },
  passwordLead: {
    id: 'Semua sesi lain akan berakhir, dan perangkat lain tidak lagi dikenal. Token aplikasi tetap berlaku: cabut yang tidak Anda kenal.',
    en: 'All other sessions will end, and other devices are no longer known. Application tokens go on: revoke those that you do not know.',
  },
  current: { id: 'Sandi sekarang', en: 'Present password' },
  wrongPassword: { id: 'Sandi sekarang tidak cocok.', en: 'The present password is not right.' },
  changed: { id: 'Sandi sudah diganti.', en: 'The password was changed.' },
  profile: { id: 'Nama dan surel', en: 'Name and e-mail' },
  name: { id: 'Nama', en: 'Name' },
  email: { id: 'Surel (boleh kosong)', en: 'E-mail (may be left out)' },
  save: { id: 'Simpan', en: 'Save' },
} as const satisfies Record<string, Label>

export const ROLE_NAMES: Readonly<Record<Role, Label>> = {
  resident: { id: 'Warga', en: 'Resident' },
  operator: { id: 'Operator RT/RW atau desa', en: 'Operator of a neighbourhood or village' },
  verifier: { id: 'Verifikator', en: 'Verifier' },
  'council-member': { id: 'Anggota DPRD', en: 'Council member' },
  'council-secretariat': { id: 'Sekretariat DPRD', en: 'Council secretariat' },
  planner: { id: 'Perencana', en: 'Planner' },
  publisher: { id: 'Penerbit data', en: 'Publisher' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  auditor: { id: 'Pemeriksa', en: 'Auditor' },
}

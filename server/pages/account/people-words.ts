import type { AccountState } from '../../../core/api/account.ts'
import type { Label } from '../../../core/proposal/label.ts'

/** Texts of the pages on which administrators look after accounts. */
export const peopleWords = {
  title: { id: 'Akun petugas', en: 'Accounts' },
  lead: {
    id: 'Siapa yang boleh masuk, dan apa yang boleh mereka lakukan: peran, di mana, dan sampai kapan.',
    en: 'Who may sign in, and what they may do: roles, where, and until when.',
  },
  invite: { id: 'Undang orang', en: 'Invite somebody' },
  search: {
    id: 'Cari nama, nama masuk, surel atau tempat kerja',
    en: 'Search names, logins, e-mail or workplaces',
  },
  find: { id: 'Cari', en: 'Search' },
  anyRole: { id: 'Semua peran', en: 'All roles' },
  anyState: { id: 'Semua keadaan', en: 'All states' },
  role: { id: 'Peran', en: 'Role' },
  chooseRole: { id: 'Pilih peran', en: 'Choose a role' },
  state: { id: 'Keadaan', en: 'State' },
  noneFound: { id: 'Tidak ada akun yang cocok.', en: 'No account matches.' },
  all: { id: 'Semua akun', en: 'All accounts' },
  more: { id: 'Berikutnya', en: 'Next' },
  noGrants: { id: 'belum diberi hak', en: 'no rights yet' },
  andMore: { id: 'dan {count} hak lain', en: 'and {count} more' },
  everywhere: { id: 'seluruh daerah', en: 'whole region' },
  until: { id: 'sampai {day}', en: 'until {day}' },
  signedIn: { id: 'Masuk terakhir {day}', en: 'Last signed in {day}' },
  neverSignedIn: { id: 'Belum pernah masuk', en: 'Has never signed in' },
  you: { id: 'Anda', en: 'you' },
  inviteLead: {
    id: 'Setelah disimpan, Anda mendapat tautan dan kode QR untuk diserahkan. Orangnya memilih sandinya sendiri.',
    en: 'Once saved, you get a link and a QR code to hand over. The person chooses their own password.',
  },
  login: { id: 'Nama masuk', en: 'Login' },
  loginHint: {
    id: 'Huruf, angka, titik, garis atau @; misalnya siti.aminah. Tidak dapat diganti.',
    en: 'Letters, digits, dots, dashes or @; siti.aminah, say. It cannot be changed.',
  },
  name: { id: 'Nama', en: 'Name' },
  email: { id: 'Surel (boleh kosong)', en: 'E-mail (may be left out)' },
  workplace: { id: 'Tempat kerja (boleh kosong)', en: 'Workplace (may be left out)' },
  workplaceHint: {
    id: 'Misalnya Kecamatan Arut Selatan atau Dinas PUPR.',
    en: 'A district office or an agency, say.',
  },
  firstGrant: { id: 'Hak pertama', en: 'First grant' },
  giveLater: { id: 'Tanpa hak dulu', en: 'None for now' },
  create: { id: 'Buat undangan', en: 'Make the invitation' },
  grants: { id: 'Hak', en: 'Rights' },
  give: { id: 'Beri hak', en: 'Give a right' },
  giveLead: {
    id: 'Batas yang dikosongkan tidak membatasi. Anda hanya dapat memberi di dalam batas hak Anda sendiri.',
    en: 'A bound left empty does not narrow. You can only give within the bounds of your own right.',
  },
  bounds: { id: 'Batasi menurut perangkat, tahap atau tahun', en: 'Bound by agency, stage or year' },
  area: { id: 'Wilayah', en: 'Area' },
  areaCode: { id: 'Kode wilayah (kosong: seluruh daerah)', en: 'Code of the area (empty: whole region)' },
  areaWhole: { id: 'Seluruh {name}', en: 'All of {name}' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  agencyHint: { id: 'Seperti tertulis pada usulan.', en: 'As it is written in proposals.' },
  office: { id: 'Memutuskan atas nama', en: 'Decides in the name of' },
  officeByRole: { id: 'menurut peran dan batasnya', en: 'by role and bounds' },
  stages: { id: 'Tahap', en: 'Stages' },
  years: { id: 'Tahun', en: 'Years' },
  yearsHint: { id: 'Pisahkan dengan koma: 2026, 2027.', en: 'Separated by commas: 2026, 2027.' },
  expires: { id: 'Berlaku sampai akhir hari (WIB)', en: 'Until the end of the day (UTC+7)' },
  end: { id: 'Akhiri', en: 'End' },
  endOf: { id: 'Akhiri hak: {grant}', en: 'End this right: {grant}' },
  givenBy: { id: 'Diberi {day} oleh {by}', en: 'Given {day} by {by}' },
  terminal: { id: 'terminal', en: 'the terminal' },
  access: { id: 'Akses', en: 'Access' },
  resetLead: {
    id: 'Lupa sandi, atau undangan hilang? Buat tautan sekali pakai untuk memilih sandi. Tautan sebelumnya tidak berlaku lagi.',
    en: 'A forgotten password, or a lost invitation? Make a link by which a password is chosen once. One made before no longer holds.',
  },
  reset: { id: 'Buat tautan sandi baru', en: 'Make a link for a new password' },
  inviteAgain: { id: 'Buat tautan undangan lagi', en: 'Make the invitation’s link again' },
  disableLead: {
    id: 'Akun yang dinonaktifkan tidak dapat masuk; semua sesi dan tautannya berakhir. Catatannya tetap ada.',
    en: 'A disabled account cannot sign in; its sessions and links end. Its records stay.',
  },
  disable: { id: 'Nonaktifkan akun', en: 'Disable the account' },
  enable: { id: 'Aktifkan lagi', en: 'Enable it again' },
  own: {
    id: 'Ini akun Anda. Hak dan akses akun sendiri hanya diubah oleh administrator lain.',
    en: 'This is your account. Only another administrator changes its rights and access.',
  },
  beyond: {
    id: 'Akun ini memegang hak di luar batas Anda: sandi dan aksesnya diurus administrator lain.',
    en: 'This account holds rights beyond your bounds: its password and access are another administrator’s to look after.',
  },
  back: { id: 'Semua akun', en: 'All accounts' },
} as const satisfies Record<string, Label>

export const STATE_NAMES: Readonly<Record<AccountState, Label>> = {
  active: { id: 'aktif', en: 'active' },
  invited: { id: 'diundang', en: 'invited' },
  disabled: { id: 'nonaktif', en: 'disabled' },
}

/** What is wrong with a field of a form, by the API's name of it. */
export const fieldFaultWords: Readonly<Record<string, Label>> = {
  login: {
    id: 'Nama masuk ini tidak dapat dipakai, atau sudah dimiliki orang lain.',
    en: 'This login cannot be used, or somebody has it already.',
  },
  name: { id: 'Isikan nama, paling banyak 120 huruf.', en: 'Fill in a name of at most 120 characters.' },
  email: { id: 'Ini bukan alamat surel.', en: 'This is no e-mail address.' },
  workplace: { id: 'Paling banyak 120 huruf.', en: 'At most 120 characters.' },
  role: { id: 'Pilih peran.', en: 'Choose a role.' },
  area: { id: 'Wilayah ini tidak dikenal.', en: 'This area is not known.' },
  agency: { id: 'Paling banyak 200 huruf.', en: 'At most 200 characters.' },
  office: {
    id: 'Peran ini tidak memutuskan atas nama kantor.',
    en: 'This role decides in no office’s name.',
  },
  stages: { id: 'Tahap ini tidak dikenal.', en: 'This stage is not known.' },
  years: { id: 'Tulis tahun sebagai angka, misalnya 2026, 2027.', en: 'Write years as numbers: 2026, 2027.' },
  expiresAt: {
    id: 'Tanggal ini sudah lewat, atau lebih lama dari hak Anda sendiri.',
    en: 'This day has passed, or is later than the end of your own right.',
  },
}

/** What is wrong with a form as a whole, by the status of the refusal. */
export const refusalWords: Readonly<Record<number, Label>> = {
  403: {
    id: 'Di luar hak Anda: Anda hanya dapat memberi dan mengakhiri di dalam batas hak Anda sendiri, dan tidak pada akun sendiri.',
    en: 'Beyond your rights: you can only give and end within the bounds of your own, and not for your own account.',
  },
  409: {
    id: 'Tidak dapat dilakukan: akun ini dinonaktifkan, atau haknya sudah terlalu banyak.',
    en: 'This cannot be done: the account is disabled, or holds too many rights.',
  },
}

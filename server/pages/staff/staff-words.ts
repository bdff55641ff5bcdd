/** Texts of the pages for staff, as far as the server writes them. */
export const staffWords = {
  signIn: { id: 'Masuk', en: 'Sign in' },
  signInLead: {
    id: 'Untuk petugas yang mengelola data. Melihat peta dan usulan tidak perlu masuk.',
    en: 'For staff who look after the data. Seeing the map and the proposals needs no sign-in.',
  },
  login: { id: 'Nama masuk', en: 'Login' },
  password: { id: 'Sandi', en: 'Password' },
  code: { id: 'Kode dari aplikasi autentikator', en: 'Code from the authenticator app' },
  codeHint: {
    id: 'Ponsel tidak ada? Pakai satu kode pemulihan.',
    en: 'No phone? Use one of the recovery codes.',
  },
  show: { id: 'Tampilkan sandi', en: 'Show the password' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  needsScript: {
    id: 'Halaman ini memerlukan JavaScript.',
    en: 'This page needs JavaScript.',
  },
  signedIn: { id: 'Anda sudah masuk.', en: 'You are signed in.' },
  toPlan: { id: 'Buka halaman rencana', en: 'Open the plan page' },
  toImport: { id: 'Impor data', en: 'Import data' },
  import: { id: 'Impor data kabupaten', en: 'Import a district’s data' },
  importLead: {
    id: 'Pilih berkas apa adanya: ekspor SIPD, batas desa, angka desa, fasilitas, atau lapisan peta; isinya dikenali dan ditunjukkan dulu. Paket ZIP dengan district.json juga diterima. Data yang sudah ada tidak menjadi ganda; mengimpor ulang hanya memperbarui yang berubah.',
    en: 'Choose files as they are: an export of SIPD, borders, figures of villages, facilities or map layers; what they hold is recognised and shown first. A ZIP package with district.json is taken too. Nothing is doubled: importing again only brings in what has changed.',
  },
  loading: { id: 'Menyiapkan halaman …', en: 'Preparing the page …' },
} as const

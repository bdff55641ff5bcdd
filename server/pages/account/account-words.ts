import type { Role } from '../../../core/access/grant.ts'
import type { Label } from '../../../core/proposal/label.ts'

/** Texts of the page about one's own account. */
export const accountWords = {
  title: { id: 'Akun Anda', en: 'Your account' },
  lead: {
    id: 'Apa yang boleh dilakukan akun ini, dan di mana. Hak diberikan oleh administrator.',
    en: 'What this account may do, and where. Rights are given by an administrator.',
  },
  role: { id: 'Peran', en: 'Role' },
  area: { id: 'Wilayah', en: 'Area' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  stages: { id: 'Tahap', en: 'Stages' },
  years: { id: 'Tahun', en: 'Years' },
  all: { id: 'semua', en: 'all' },
  nothing: {
    id: 'Akun ini belum diberi hak. Ia dapat melihat apa yang dilihat semua orang.',
    en: 'This account has no rights yet. It sees what everyone sees.',
  },
  tools: { id: 'Yang dapat Anda buka', en: 'What you can open' },
  plan: { id: 'Rencana', en: 'Plan' },
  import: { id: 'Impor data', en: 'Import data' },
  catalogue: { id: 'Data: publikasi, arsip, metadata', en: 'Data: publishing, archiving, metadata' },
  signOut: { id: 'Keluar', en: 'Sign out' },
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

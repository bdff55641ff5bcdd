import type { Actor } from '../../core/access/actor.ts'
import { may } from '../../core/access/may.ts'
import type { Label } from '../../core/proposal/label.ts'

/** Texts of the frame around every page. */
export const frameWords = {
  skip: { id: 'Lewati ke isi halaman', en: 'Skip to content' },
  pages: { id: 'Halaman', en: 'Pages' },
  map: { id: 'Peta', en: 'Map' },
  proposals: { id: 'Usulan', en: 'Proposals' },
  plan: { id: 'Rencana', en: 'Plan' },
  catalogue: { id: 'Data', en: 'Data' },
  demo: { id: 'Data contoh', en: 'Sample data' },
  language: { id: 'Bahasa', en: 'Language' },
  boundary: {
    id: 'Batas wilayah ({edition}) hanya petunjuk, bukan acuan hukum.',
    en: 'Boundaries ({edition}) are indicative and no legal reference.',
  },
  about: {
    id: 'PetaUsul: usulan Musrenbang di peta, dari warga sampai terlaksana.',
    en: 'PetaUsul: Musrenbang proposals on the map, from residents to works done.',
  },
}

interface FooterPage {
  readonly path: string
  readonly title: Label
  /** Whom it is offered; without it, everyone. */
  isFor?(actor: Actor): boolean
}

/** Pages that every page links to from its foot. */
export const FOOTER_PAGES: readonly FooterPage[] = [
  { path: '/matematika', title: { id: 'Periksa hitungan', en: 'Check the maths' } },
  { path: '/keputusan', title: { id: 'Keputusan', en: 'Decisions' } },
  {
    path: '/impor',
    title: { id: 'Impor data', en: 'Import data' },
    isFor: (actor) => may(actor, 'import:run'),
  },
  {
    path: '/akun',
    title: { id: 'Akun Anda', en: 'Your account' },
    isFor: (actor) => actor.kind === 'account',
  },
  {
    path: '/masuk',
    title: { id: 'Untuk petugas: masuk', en: 'For staff: sign in' },
    isFor: (actor) => actor.kind === 'public',
  },
]

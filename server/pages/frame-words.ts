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

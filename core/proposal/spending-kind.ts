/** Works of building and repair, or everything else (training, goods, grants, aid). */
export type SpendingKind = 'physical' | 'non-physical'

const PHYSICAL = /\b(modal|fisik|infrastruktur)\b/
const NOT_PHYSICAL = /\b(non[\s-]?fisik|barang|jasa|hibah|bantuan|bansos|sosial|pegawai|operasi|subsidi)\b/
const WORKS =
  /\b(pembangunan|rehabilitasi|rehab|pemeliharaan|perbaikan|peningkatan (jalan|jembatan|drainase|gedung)|pemasangan|pengaspalan|semenisasi|rabat|normalisasi|renovasi|pelebaran|penimbunan|pembuatan)\b/
const SERVICES =
  /\b(pelatihan|penyuluhan|sosialisasi|pembinaan|bimbingan|pemberdayaan|bantuan|beasiswa|insentif|pendampingan|bibit|benih|kursus|lomba)\b/

/**
 * Forums share their places between physical and non-physical proposals (5 and 5 a village is common). The kind of
 * spending decides where it is stated: Belanja Modal is physical, Barang dan Jasa, Hibah, Bantuan Sosial and Pegawai are
 * not. Without it the title's first telling word decides; null when there is none.
 */
export function spendingKindOf(stated: string | null, title: string): SpendingKind | null {
  const words = (stated ?? '').toLowerCase()
  if (NOT_PHYSICAL.test(words)) return 'non-physical'
  if (PHYSICAL.test(words)) return 'physical'
  const text = title.toLowerCase()
  const works = text.search(WORKS)
  const services = text.search(SERVICES)
  if (works < 0 && services < 0) return null
  return services < 0 || (works >= 0 && works < services) ? 'physical' : 'non-physical'
}

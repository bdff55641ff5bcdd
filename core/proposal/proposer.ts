/** What a proposer's cell says once groups and persons are told apart. */
export interface Proposer {
  group: string | null
  personName: string | null
}

const GROUP =
  /^(fraksi|komisi|musrenbang|musdes|muskel|rembu[kg]|pokir|dprd|desa|kel\.?|kelurahan|kec\.?|kecamatan|kab\.?|kabupaten|kota|dinas|badan|bappeda|bapperida|sekretariat|inspektorat|opd|skpd|puskesmas|uptd?|sd|smp|sma|smk|tk|paud|masyarakat|warga|kelompok|gapoktan|poktan|karang taruna|tp\.? ?pkk|pkk|lpm|lpmk|lpmd|bpd|forum|yayasan|pengurus|panitia|organisasi|komunitas|paguyuban|rt|rw|dusun|lingkungan)(?![\p{L}])/iu
const NAMED_PERSON =
  /\b(bapak|ibu|bpk|sdr|sdri|saudara|saudari|hj?\.|drs?\.|ir\.|a\.?n\.?)\s*\p{L}|,\s*(s\.?\p{L}|m\.?\p{L})/iu

/**
 * Tells a forum, faction, office or association from a person. What is not surely a group is taken for a person, since
 * a name shown in public cannot be taken back and a group left out can be added.
 */
export function readProposer(text: string): Proposer {
  const words = text.trim()
  if (words === '') return { group: null, personName: null }
  return GROUP.test(words) && !NAMED_PERSON.test(words)
    ? { group: words, personName: null }
    : { group: null, personName: words }
}

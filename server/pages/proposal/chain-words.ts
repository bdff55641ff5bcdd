/** Texts of the chain of forums and its decisions. */
export const chainWords = {
  title: { id: 'Perjalanan usulan', en: 'The way of the proposal' },
  submitted: { id: 'Diajukan', en: 'Handed in' },
  by: { id: 'oleh {who}', en: 'by {who}' },
  past: { id: 'sudah dilalui', en: 'passed' },
  unrecorded: { id: 'tidak ada catatannya', en: 'no record' },
  now: { id: 'sekarang di sini', en: 'now here' },
  ended: { id: 'selesai', en: 'finished' },
  stopped: { id: 'berhenti di sini', en: 'ended here' },
  returned: { id: 'dikembalikan dari sini', en: 'sent back from here' },
  next: { id: 'belum', en: 'not yet' },
  never: { id: 'tidak dilanjutkan', en: 'does not go on' },
  reason: { id: 'Alasan', en: 'Reason' },
  note: { id: 'Catatan', en: 'Note' },
  recommendation: { id: 'Rekomendasi', en: 'Recommendation' },
  decidedCost: { id: 'Biaya menjadi {cost}', en: 'Cost set to {cost}' },
  decidedVolume: { id: 'Volume menjadi {volume}', en: 'Volume set to {volume}' },
} as const

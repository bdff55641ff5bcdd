import { speak } from '../../i18n/speak.ts'

const words = {
  lead: {
    id: 'Bandingkan kriteria dua-dua. Geser ke arah yang lebih penting.',
    en: 'Compare criteria two by two. Move towards the more important one.',
  },
  choose: { id: 'Kriteria yang dibandingkan', en: 'Criteria to compare' },
  most: { id: 'Paling banyak 10 kriteria sekaligus.', en: 'At most 10 criteria at once.' },
  few: { id: 'Pilih paling sedikit dua kriteria.', en: 'Choose at least two criteria.' },
  equal: { id: 'sama penting', en: 'equally important' },
  step2: { id: '2 kali, sedikit', en: 'twice, slightly' },
  step3: { id: '3 kali, agak lebih penting', en: '3 times, moderately' },
  step5: { id: '5 kali, jelas lebih penting', en: '5 times, strongly' },
  step7: { id: '7 kali, sangat lebih penting', en: '7 times, very strongly' },
  step9: { id: '9 kali, mutlak lebih penting', en: '9 times, extremely' },
  times: { id: '{count} kali lebih penting', en: '{count} times as important' },
  judged: { id: '{name}: {text}', en: '{name}: {text}' },
  pair: { id: '{a} dibanding {b}', en: '{a} against {b}' },
  consistent: { id: 'Penilaian selaras', en: 'Judgements are consistent' },
  inconsistent: { id: 'Penilaian belum selaras', en: 'Judgements are not consistent' },
  ratio: { id: 'Rasio konsistensi {ratio} (batas 0,10)', en: 'Consistency ratio {ratio} (limit 0.10)' },
  worst: {
    id: 'Yang paling mengganggu: {a} dibanding {b}. Penilaian lain menyiratkan: {text}.',
    en: 'What disturbs most: {a} against {b}. The other judgements imply: {text}.',
  },
  take: { id: 'Ubah jadi itu (rasio {ratio})', en: 'Change to that (ratio {ratio})' },
  result: { id: 'Bobot hasil perbandingan', en: 'Weights from the comparison' },
  use: { id: 'Pakai bobot ini', en: 'Use these weights' },
  used: { id: 'Bobot ini dipakai', en: 'These weights are in use' },
  fromNow: { id: 'Isi dari bobot sekarang', en: 'Fill from the present weights' },
  clear: { id: 'Kosongkan', en: 'Clear' },
} as const

export const ahpText = speak(words)

import { speak } from '../../i18n/speak.ts'

const words = {
  label: {
    id: 'Peta usulan menurut skor. Tombol panah menggeser, + dan − memperbesar dan memperkecil, Enter menandai usulan di titik tengah.',
    en: 'Map of proposals by score. Arrow keys move it, + and − zoom, Enter marks the proposal at the centre.',
  },
  keys: {
    id: 'Panah: geser · + −: perbesar · Enter: tandai usulan di tengah',
    en: 'Arrows: move · + −: zoom · Enter: mark the proposal at the centre',
  },
  zoomIn: { id: 'Perbesar', en: 'Zoom in' },
  zoomOut: { id: 'Perkecil', en: 'Zoom out' },
  fit: { id: 'Tampilkan seluruh wilayah', en: 'Show the whole area' },
  legend: { id: 'Skor usulan', en: 'Score of proposals' },
  points: { id: 'Tampilkan usulan', en: 'Show proposals' },
  legendText: {
    id: 'Warna dari {name} {low} (terang) sampai {high} (gelap). Titik yang lebih besar lebih tinggi.',
    en: 'Colours from {name} {low} (light) to {high} (dark). Larger points are higher.',
  },
  perMille: {
    id: 'Warna memakai angka 0–1.000, bukan nilai asli.',
    en: 'Colours are of 0–1,000, not of raw values.',
  },
  leftOut: { id: 'tidak ikut dinilai: datanya belum ada', en: 'not ranked: data are missing' },
  behind: {
    id: 'Warna titik masih menurut kriteria sebelumnya; peta sedang disusun ulang …',
    en: 'Points still follow the former criteria; the map is being made anew …',
  },
  underlay: { id: 'Warna wilayah', en: 'Colours of areas' },
  source: { id: 'Sumber: {source}', en: 'Source: {source}' },
  underlayNone: { id: 'Tanpa warna', en: 'No colours' },
  reading: { id: 'Mengambil usulan: {share} %', en: 'Fetching proposals: {share}%' },
  noAlternatives: { id: 'Belum ada skor.', en: 'No scores yet.' },
  noWeights: { id: 'Semua bobot 0: belum ada skor.', en: 'All weights are 0: there is no score yet.' },
  twoValues: {
    id: 'Sembilan warna: makin ke kanan makin tinggi {x}, makin ke atas makin tinggi {y}.',
    en: 'Nine colours: further right more {x}, further up more {y}.',
  },
  noData: { id: 'tidak ada data', en: 'no data' },
} as const

export const mapText = speak(words)

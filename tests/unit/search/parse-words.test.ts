import { expect, test } from 'vitest'
import { parseWords } from '../../../core/search/parse-words.ts'

const words = (text: string) => parseWords(text).map(({ word }) => word)

test('a text is its letters and digits, each word once, whatever stands between', () => {
  expect(words('Jl.Poros RT.05/RW-02, poros “Éka”')).toEqual(['jl', 'poros', 'rt', '05', 'rw', '02', 'éka'])
  expect(words('%_ ?! – \u0000')).toEqual([])
})

test('words of no weight are left out, but where nothing else is left', () => {
  expect(words('jembatan di desa Kubu')).toEqual(['jembatan', 'kubu'])
  expect(words('kec. Hulu')).toEqual(['hulu'])
  expect(words('di desa')).toEqual(['di', 'desa'])
})

test('a word that is short for another, or has short forms, is looked for in all of them', () => {
  expect(parseWords('jl merpati')).toEqual([
    { word: 'jl', alike: ['jalan', 'jln'], isStreet: true },
    { word: 'merpati', alike: [], isStreet: false },
  ])
  expect(parseWords('sungai')).toEqual([{ word: 'sungai', alike: ['sei'], isStreet: false }])
})

test('no more than ten words are looked for', () => {
  expect(words(Array.from({ length: 50 }, (_, i) => `kata${i}`).join(' '))).toHaveLength(10)
})

import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inIndonesian } from '../../core/import/remarks.ts'

/** Every remark and finding that the readers and loaders write, with a number for each filled-in part. */
function remarksOfIngest(): string[] {
  const sources = globSync('server/ingest/**/*.ts').map((file) => readFileSync(file, 'utf8'))
  const calls = /tally\.(?:note|reject|find)\(\s*[^,]+,\s*(?:'([^']+)'|`([^`]+)`)/g
  return sources.flatMap((source) =>
    [...source.matchAll(calls)].map(([, plain, template]) =>
      (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, '1'),
    ),
  )
}

/** Every expectation that an uploaded package can fail, and what came instead. */
function refusalsOfUploads(): string[] {
  const files = ['server/imports/unpack-package.ts', 'server/http/request/receive-body.ts']
  const sources = [...files, ...globSync('server/ingest/formats/zip-*.ts')].map((file) =>
    readFileSync(file, 'utf8'),
  )
  const text = `(?:'([^']+)'|\`([^\`]+)\`)`
  const reported = new RegExp(
    `(?:#fault\\(|expected[:=] ?|expected = |received: |badParameter\\('body', [^,\`]+,)\\s*${text}(?:,\\s*${text})?`,
    'g',
  )
  return sources.flatMap((source) =>
    [...source.matchAll(reported)]
      .flatMap((groups) => groups.slice(1))
      .filter((found) => found !== undefined)
      .map((found) => found.replace(/\$\{[^}]*\}/g, '1')),
  )
}

describe('why an upload is refused', () => {
  it('is all said in Indonesian on the page', () => {
    const refusals = refusalsOfUploads()
    expect(refusals.length).toBeGreaterThan(15)
    expect(refusals.filter((text) => inIndonesian(text) === text)).toEqual(['ZIP64'])
  })

  it('is a whole sentence', () => {
    expect(
      inIndonesian('body: expected a zip archive with its directory at the end, received none: truncated'),
    ).toBe(
      'Berkas zip: seharusnya arsip zip dengan daftar isi di ujungnya, ternyata tidak ada: berkas terpotong, atau bukan zip',
    )
    expect(
      inIndonesian('body: expected a zip that holds district.json, received a zip of a.csv, b.csv'),
    ).toBe('Berkas zip: seharusnya berisi district.json, ternyata hanya berisi a.csv, b.csv')
    expect(inIndonesian('body: expected at most 100 bytes')).toBe(
      'Berkas zip: seharusnya paling besar 100 byte',
    )
  })
})

describe('remarks of an import', () => {
  it('are all said in Indonesian on the page', () => {
    const remarks = remarksOfIngest()
    expect(remarks.length).toBeGreaterThan(20)
    const worst = 'Shared borders cleaned: 1 areas changed by 1 km² in all, most at 1 (1 km²); the delivered'
    const whole = remarks.map((text) => (text.startsWith('Shared borders') ? worst : text))
    expect(whole.filter((text) => inIndonesian(text) === text)).toEqual([])
  })

  it('translate the reason inside a sentence, but never a word out of the file', () => {
    expect(inIndonesian('geometry repaired: Self-intersection[111.2 -2.1]')).toBe(
      'bentuk diperbaiki: garisnya memotong dirinya sendiri[111.2 -2.1]',
    )
    expect(inIndonesian('village not matched (other-district)')).toBe(
      'nama desa tidak cocok (ada, tetapi di kecamatan lain)',
    )
    expect(inIndonesian('columns without a meaning here: text')).toBe('kolom yang tidak dipakai: text')
  })

  it('keep the reason why an amount of money was not taken', () => {
    expect(inIndonesian('one unambiguous amount in rupiah (nilai negatif)')).toBe(
      'satu jumlah rupiah yang jelas (nilai negatif)',
    )
  })

  it('tell why an import ended', () => {
    expect(inIndonesian('sekolah.csv: expected a column "kode"; its columns are: npsn, nama')).toBe(
      'sekolah.csv: seharusnya ada kolom "kode"; kolomnya: npsn, nama',
    )
  })

  it('tell that it was cancelled, and what stays', () => {
    const reported = 'Cancelled while it ran. Files that were finished are kept; start it again to go on.'
    expect(inIndonesian('Cancelled')).toBe('Dibatalkan')
    expect(inIndonesian(reported)).toContain('tetap tersimpan')
  })
})

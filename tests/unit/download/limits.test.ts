import { describe, expect, it } from 'vitest'
import { Problem } from '../../../core/problem.ts'
import { checkFileSize } from '../../../server/publish/download/file-size.ts'
import { dbfNames } from '../../../server/publish/download/shapefile/dbf-names.ts'
import type { DownloadSource } from '../../../server/publish/download/source/download-source.ts'
import { Scratch } from '../../../server/publish/download/source/scratch.ts'
import { uniqueNames } from '../../../server/publish/download/unique-names.ts'
import { writeShapefile } from '../../../server/publish/download/write-shapefile.ts'
import { MOST_XLSX_ROWS, writeXlsx } from '../../../server/publish/download/write-xlsx.ts'

/** As much of a source as is asked before the first row is read. */
const sourceOf = (rows: number, columns = 1) =>
  ({
    layer: { id: 'uji', geometry: 'point' },
    fields: Array.from({ length: columns }, (_, at) => ({ name: `k${at}`, type: 'string' })),
    language: 'id',
    count: async () => rows,
    about: async () => {
      throw new Error('asked beyond the limit')
    },
    textBytes: async () => [],
    read: () => {
      throw new Error('read beyond the limit')
    },
  }) as unknown as DownloadSource

async function problemOf(pieces: AsyncGenerator<unknown>): Promise<Problem> {
  const error = await pieces.next().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`)
  return error
}

describe('a file that its format cannot hold', () => {
  it('is a 413 with the limit, before anything is read', async () => {
    const { body } = await problemOf(writeXlsx(sourceOf(MOST_XLSX_ROWS + 1)))
    expect(body).toMatchObject({ status: 413, expected: 'at most 1048575 rows', received: '1048576' })
    const wide = await problemOf(writeShapefile(sourceOf(1, 256), new Scratch('/tmp/petausul-limits')))
    expect(wide.body).toMatchObject({ status: 413, expected: 'at most 255 columns' })
    await expect(writeXlsx(sourceOf(MOST_XLSX_ROWS)).next()).rejects.toThrow('asked beyond the limit')
  })

  it('is a 413 as soon as it has outgrown two or four gigabytes', () => {
    expect(() => checkFileSize('uji', 2 ** 31, 2 ** 31 - 1)).toThrow(/at most 2 GB/)
    expect(() => checkFileSize('uji', 2 ** 31 - 1, 2 ** 31 - 1)).not.toThrow()
    expect(() => checkFileSize('uji', 4 * 1024 ** 3 + 1)).toThrow(/at most 4 GB/)
  })
})

describe('names of columns', () => {
  it('are each their own in SQLite, whatever case they are read in', () => {
    expect(uniqueNames(['Nama', 'nama', 'NAMA_2', 'geom'], ['fid', 'geom'])).toEqual([
      'Nama',
      'nama_2',
      'NAMA_2_2',
      'geom_2',
    ])
  })

  it('fit dBASE: ten letters, ASCII, each its own', () => {
    const names = dbfNames(['poorPopulation', 'poorPopulations', 'Kecamatan é', '橋', '', 'a', 'A', '_id_'])
    expect(names).toEqual(['poorPopula', 'poorPopu_2', 'Kecamatan_', 'field_4', 'field_5', 'a', 'A_2', 'id'])
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_]{1,10}$/)
  })
})

import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, type ReadLimits } from '../../../server/ingest/formats/source-file.ts'
import { ZipArchive } from '../../../server/ingest/formats/zip-archive.ts'
import { readingFault } from './read-source.ts'
import { scratchFolder } from './scratch-folder.ts'

const folder = scratchFolder()
const DIRECTORY = Buffer.from('PK\x01\x02', 'latin1')
const XML = '<workbook/>'

/** Zeros, which deflate packs about a thousandfold. */
const bomb = (megabytes: number) => new Uint8Array(megabytes * 1024 ** 2)
const zipOf = (data: Uint8Array, level: 0 | 9 = 9) => Buffer.from(zipSync({ 'a.shp': data }, { level }))

/** Unpacks the first entry; says how many bytes came out before it ended or was stopped. */
async function unpack(
  zip: Buffer,
  limits: Partial<ReadLimits> = {},
): Promise<{ bytes: number; fault: string | null }> {
  const archive = await ZipArchive.open(folder.write('a.zip', zip), { ...DEFAULT_LIMITS, ...limits })
  let bytes = 0
  try {
    for (const entry of archive.entries)
      for await (const chunk of archive.stream(entry)) bytes += chunk.length
    return { bytes, fault: null }
  } catch (error) {
    return { bytes, fault: error instanceof Error ? error.message : String(error) }
  }
}

describe('an archive', () => {
  it('hands out what was put in, packed or stored', async () => {
    expect(await unpack(zipOf(bomb(1)))).toEqual({ bytes: 1024 ** 2, fault: null })
    expect(await unpack(zipOf(bomb(1), 0))).toEqual({ bytes: 1024 ** 2, fault: null })
  })

  it('that unpacks to more than the limit is stopped while unpacking', async () => {
    const { bytes, fault } = await unpack(zipOf(bomb(8)), { maxUnpackedBytes: 1024 ** 2 })
    expect(fault).toMatch(/at most 1048576 bytes unpacked/)
    expect(bytes).toBeLessThanOrEqual(1024 ** 2)
  })

  it('that is packed too well is stopped, although its header announces a few bytes', async () => {
    const zip = zipOf(bomb(40))
    zip.writeUInt32LE(100, zip.lastIndexOf(DIRECTORY) + 24)
    const { bytes, fault } = await unpack(zip)
    expect(fault).toMatch(/at most 500:1/)
    expect(bytes).toBeLessThan(33 * 1024 ** 2)
  })

  it('counts all entries together', async () => {
    const zip = Buffer.from(zipSync({ a: bomb(1), b: bomb(1), c: bomb(1) }))
    expect((await unpack(zip, { maxUnpackedBytes: 2.5 * 1024 ** 2 })).fault).toMatch(/in c/)
  })

  it('with too many entries is not listed', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n}.shp`, new Uint8Array()]))
    const fault = await readingFault(folder.write('many.zip', zipSync(many)), {
      limits: { maxArchiveEntries: 20 },
    })
    expect(fault.message).toMatch(/at most 20 entries/)
  })

  it('without its end, with a password or with a wrong checksum is named as such', async () => {
    const zip = zipOf(strToU8(XML), 0)
    expect((await readingFault(folder.write('end.zip', zip.subarray(0, -10)))).message).toMatch(/truncated/)
    const locked = Buffer.from(zip)
    locked[locked.lastIndexOf(DIRECTORY) + 8] = 1
    expect((await unpack(locked)).fault).toMatch(/encrypted/)
    const flipped = Buffer.from(zip)
    flipped.write('<workbooK/>', flipped.indexOf(XML))
    expect((await unpack(flipped)).fault).toMatch(/checksum/)
  })

  it('may name its entries as it likes: no name is ever a path', async () => {
    const path = folder.write(
      'traversal.zip',
      zipSync({ '../../etc/passwd.shp': strToU8('no shapefile at all') }),
    )
    expect((await readingFault(path)).message).toMatch(/truncated/)
  })
})

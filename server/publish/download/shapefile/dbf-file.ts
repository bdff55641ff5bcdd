import type { LayerField } from '../../../layers/layer.ts'
import type { CellValue } from '../source/download-source.ts'
import { PieceFile } from '../source/scratch.ts'

export const LONGEST_TEXT_BYTES = 254
export const MOST_FIELDS = 255
const INTEGER_WIDTH = 18
const NUMBER_WIDTH = 24
const NUMBER_DECIMALS = 15

export interface DbfField {
  /** At most ten ASCII characters, its own whatever case it is read in. */
  name: string
  type: LayerField['type']
  /** Bytes of the longest text. */
  bytes: number
}

/** A dBASE III table in UTF-8 (a .cpg beside it says so), record after record. */
export class DbfFile {
  readonly #file: PieceFile
  readonly #fields: readonly DbfField[]
  readonly #recordBytes: number
  #records = 0
  /** Texts that were longer than dBASE holds. */
  cut = 0

  private constructor(file: PieceFile, fields: readonly DbfField[]) {
    this.#file = file
    this.#fields = fields
    this.#recordBytes = 1 + fields.reduce((sum, field) => sum + widthOf(field), 0)
    file.write(this.#header())
  }

  static async create(path: string, fields: readonly DbfField[]): Promise<DbfFile> {
    return new DbfFile(await PieceFile.create(path), fields)
  }

  get bytes(): number {
    return this.#file.length
  }

  add(values: readonly CellValue[]): void {
    const record = Buffer.alloc(this.#recordBytes, ' ')
    let offset = 1
    for (const [at, field] of this.#fields.entries()) {
      this.#writeValue(values[at] ?? null, field, record, offset)
      offset += widthOf(field)
    }
    this.#file.write(record)
    this.#records++
  }

  async flush(): Promise<void> {
    await this.#file.flush()
  }

  async close(): Promise<void> {
    this.#file.write(Buffer.from([0x1a]))
    await this.#file.rewriteStart(this.#header())
    await this.#file.close()
  }

  #writeValue(value: CellValue, field: DbfField, record: Buffer, offset: number): void {
    const width = widthOf(field)
    if (field.type === 'boolean') record.write(value === null ? '?' : value ? 'T' : 'F', offset, 'latin1')
    else if (value === null) return
    else if (field.type === 'string') {
      // Node writes whole characters only, however many bytes are left.
      const text = String(value)
      record.write(text, offset, width, 'utf8')
      if (Buffer.byteLength(text) > width) this.cut++
    } else
      record.write(numberText(Number(value), field.type).padStart(width).slice(0, width), offset, 'latin1')
  }

  #header(): Buffer {
    const headerBytes = 33 + 32 * this.#fields.length
    const header = Buffer.alloc(headerBytes)
    const today = new Date()
    header[0] = 0x03
    header[1] = today.getUTCFullYear() - 1900
    header[2] = today.getUTCMonth() + 1
    header[3] = today.getUTCDate()
    header.writeUInt32LE(this.#records, 4)
    header.writeUInt16LE(headerBytes, 8)
    header.writeUInt16LE(this.#recordBytes, 10)
    for (const [at, field] of this.#fields.entries()) {
      const offset = 32 + 32 * at
      header.write(field.name, offset, 10, 'latin1')
      header.write(
        { string: 'C', boolean: 'L', integer: 'N', number: 'N' }[field.type],
        offset + 11,
        'latin1',
      )
      header[offset + 16] = widthOf(field)
      header[offset + 17] = field.type === 'number' ? NUMBER_DECIMALS : 0
    }
    header[headerBytes - 1] = 0x0d
    return header
  }
}

function widthOf({ type, bytes }: DbfField): number {
  if (type === 'boolean') return 1
  if (type === 'string') return Math.min(LONGEST_TEXT_BYTES, Math.max(1, bytes))
  return type === 'integer' ? INTEGER_WIDTH : NUMBER_WIDTH
}

/** As many decimals as the column has room for. */
function numberText(value: number, type: 'integer' | 'number'): string {
  if (type === 'integer') return String(Math.round(value))
  const whole = Math.trunc(value).toFixed(0).length + 2
  return value.toFixed(Math.max(0, Math.min(NUMBER_DECIMALS, NUMBER_WIDTH - whole)))
}

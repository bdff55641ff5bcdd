import { growableFloat64, growableUint8, growableUint32 } from '../growable-array.ts'
import type { TileAttribute } from '../layer-source.ts'
import { CodeList } from './code-array.ts'
import { encodeValue } from './encode-value.ts'
import type { Column } from './snapshot.ts'

/** After this many rows a column is judged: mostly different values are no longer looked up. */
const JUDGED_AFTER_ROWS = 4096

/** Fills one column row by row. */
export class ColumnBuilder {
  readonly attribute: TileAttribute
  readonly #numeric: boolean
  readonly #codes = new CodeList()
  readonly #offsets = growableUint32()
  readonly #bytes = growableUint8()
  readonly #numbers = growableFloat64()
  /** Codes by value; dropped for columns of mostly different values, where it would only cost memory. */
  #known: Map<string | number | boolean, number> | null = new Map()

  constructor(attribute: TileAttribute) {
    this.attribute = attribute
    this.#numeric = attribute.type === 'number' || attribute.type === 'integer'
    this.#offsets.push(0)
    this.#offsets.push(0)
    if (this.#numeric) this.#numbers.push(0)
  }

  add(value: string | number | boolean | null | undefined): void {
    // Databases hand out numeric and bigint as text, lest digits be lost: here a double is what is sent.
    const taken = this.#numeric && typeof value === 'string' && value !== '' ? Number(value) : value
    const absent = taken === null || taken === undefined || (this.#numeric && !Number.isFinite(taken))
    this.#codes.push(absent ? 0 : this.#code(taken))
    if (this.#known && this.#codes.length === JUDGED_AFTER_ROWS && this.#known.size > JUDGED_AFTER_ROWS / 2) {
      this.#known = null
    }
  }

  get byteLength(): number {
    return (
      this.#codes.byteLength + this.#offsets.byteLength + this.#bytes.byteLength + this.#numbers.byteLength
    )
  }

  finish(): Column {
    return {
      name: this.attribute.name,
      type: this.attribute.type,
      sumAs: this.#numeric ? (this.attribute.sumAs ?? null) : null,
      codes: this.#codes.finish(),
      offsets: this.#offsets.finish(),
      bytes: this.#bytes.finish(),
      numbers: this.#numbers.finish(),
      distinct: this.#known !== null,
    }
  }

  #code(value: string | number | boolean): number {
    const known = this.#known?.get(value)
    if (known !== undefined) return known
    const code = this.#offsets.length - 1
    this.#bytes.pushAll(encodeValue(value, this.attribute.type))
    this.#offsets.push(this.#bytes.length)
    if (this.#numeric) this.#numbers.push(Number(value))
    this.#known?.set(value, code)
    return code
  }
}

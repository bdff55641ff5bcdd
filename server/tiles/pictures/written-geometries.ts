import { ByteWriter } from '../encode/byte-writer.ts'

/** Encoded geometries of one rule, kept for the next: nearly every shape is filled by one rule and outlined by another. */
export class WrittenGeometries {
  readonly #bytes = new ByteWriter()
  /** By key: where its start and end stand among the spans. */
  readonly #at = new Map<number, number>()
  readonly #spans: number[] = []

  clear(): void {
    this.#bytes.length = 0
    this.#at.clear()
    this.#spans.length = 0
  }

  /** Keeps what `from` holds from `start` to `end`; nothing where both are the same. */
  keep(key: number, from: ByteWriter, [start, end]: readonly [number, number]): void {
    this.#at.set(key, this.#spans.length)
    this.#spans.push(this.#bytes.length)
    this.#bytes.copy(from.bytes, start, end)
    this.#spans.push(this.#bytes.length)
  }

  /** Writes what is kept: its bytes' count; -1 where nothing was kept. */
  write(key: number, into: ByteWriter): number {
    const at = this.#at.get(key)
    if (at === undefined) return -1
    const [start, end] = [this.#spans[at]!, this.#spans[at + 1]!]
    into.copy(this.#bytes.bytes, start, end)
    return end - start
  }
}

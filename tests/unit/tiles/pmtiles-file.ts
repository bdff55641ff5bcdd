import { readFileSync } from 'node:fs'
import type { RangeResponse, Source } from 'pmtiles'

/** A file for the reference reader. */
export class FileSource implements Source {
  readonly #path: string
  constructor(path: string) {
    this.#path = path
  }
  getKey = () => this.#path
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = readFileSync(this.#path).subarray(offset, offset + length)
    return { data: new Uint8Array(bytes).buffer }
  }
}

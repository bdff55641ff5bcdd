import { strToU8, Zip, ZipDeflate } from 'fflate'

const LARGEST_MEMBER_BYTES = 2 ** 32 - 1

/** A ZIP file that is written member after member; what is ready is taken out as it comes, so that nothing gathers. */
export class ZipStream {
  readonly #zip: Zip
  #ready: Uint8Array[] = []

  constructor() {
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error
      this.#ready.push(bytes)
    })
  }

  /** Begins a member; its bytes follow by `write`, and `end` before the next begins. Throws a RangeError beyond 4 GB. */
  begin(name: string): { write(data: string | Uint8Array): void; end(): void } {
    const member = new ZipDeflate(name, { level: 6 })
    this.#zip.add(member)
    let bytes = 0
    return {
      write(data) {
        const chunk = typeof data === 'string' ? strToU8(data) : data
        bytes += chunk.length
        if (bytes > LARGEST_MEMBER_BYTES)
          throw new RangeError(`${name}: got more than 4 GB, expected less: a ZIP member holds no more`)
        member.push(chunk)
      },
      end() {
        member.push(new Uint8Array(0), true)
      },
    }
  }

  add(name: string, data: string | Uint8Array): void {
    const member = this.begin(name)
    member.write(data)
    member.end()
  }

  /** The bytes that are ready and have not been taken yet. */
  *take(): Generator<Uint8Array> {
    const ready = this.#ready
    this.#ready = []
    for (const bytes of ready) if (bytes.length > 0) yield bytes
  }

  finish(): Generator<Uint8Array> {
    this.#zip.end()
    return this.take()
  }
}

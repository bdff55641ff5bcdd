/** Codes of a column's values, in as few bytes each as their number allows. */
export type CodeArray = Uint8Array | Uint16Array | Uint32Array

/** Bytes that each of the codes 0 .. codeCount - 1 takes. */
function codeBytes(codeCount: number): 1 | 2 | 4 {
  if (codeCount <= 0x100) return 1
  return codeCount <= 0x10000 ? 2 : 4
}

function over(buffer: ArrayBuffer | SharedArrayBuffer, bytes: 1 | 2 | 4): CodeArray {
  if (bytes === 1) return new Uint8Array(buffer)
  return bytes === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer)
}

/** Zeros in shared memory, wide enough for the codes 0 .. codeCount - 1. */
export function sharedCodes(length: number, codeCount: number): CodeArray {
  const bytes = codeBytes(codeCount)
  return over(new SharedArrayBuffer(length * bytes), bytes)
}

/** A list of codes that grows in length and, as larger codes come, in width. */
export class CodeList {
  #array: CodeArray = new Uint8Array(64)
  #codeCount = 1
  length = 0

  push(code: number): void {
    if (code >= this.#codeCount) this.#admit(code + 1)
    if (this.length === this.#array.length) this.#resize(2 * this.length)
    this.#array[this.length++] = code
  }

  get byteLength(): number {
    return this.#array.byteLength
  }

  /** The codes in shared memory of exactly their size. */
  finish(): CodeArray {
    const exact = sharedCodes(this.length, this.#codeCount)
    exact.set(this.#array.subarray(0, this.length))
    return exact
  }

  #admit(codeCount: number): void {
    this.#codeCount = codeCount
    if (codeBytes(codeCount) > this.#array.BYTES_PER_ELEMENT) this.#resize(this.#array.length)
  }

  #resize(length: number): void {
    const bytes = codeBytes(this.#codeCount)
    const larger = over(new ArrayBuffer(length * bytes), bytes)
    larger.set(this.#array.subarray(0, this.length))
    this.#array = larger
  }
}

import type { FieldValues } from '../../core/api/style.ts'
import type { ServerWatch } from '../api/server-watch.ts'
import { type Classing, firstClassing } from './classing.ts'

type ReadValues = (field: string, watch: ServerWatch) => Promise<FieldValues>

/**
 * By which field a layer is classed, with the values of that field, which a large layer takes a while to read. Emits
 * `change`.
 */
export class FieldClasses extends EventTarget {
  classing: Classing = firstClassing
  /** Null while there is no field, or its values are not read. */
  values: FieldValues | null = null
  /** How much of the values is read, 0–1; null while none are being read. */
  share: number | null = null
  readonly #read: ReadValues
  /** What a reading that is given up goes back to. */
  #former: Pick<FieldClasses, 'classing' | 'values'> | null = null
  #reading = new AbortController()

  constructor(read: ReadValues) {
    super()
    this.#read = read
  }

  /** Takes over what another style, or none, is classed by; its values are not read yet. */
  begin(classing: Classing): void {
    this.#reading.abort()
    this.#former = null
    this.#put({ classing, values: null, share: null })
  }

  /** Other classes by the same values. */
  become(classing: Classing): void {
    this.#put({ classing })
  }

  /** Reads the values of the field. Null, and all as before, when it is given up; throws when it fails. */
  async read(classing: Classing): Promise<FieldValues | null> {
    this.#reading.abort()
    const reading = new AbortController()
    this.#reading = reading
    this.#former ??= { classing: this.classing, values: this.values }
    this.#put({ classing, values: null, share: 0 })
    const { signal } = reading
    const onShare = (share: number) => {
      if (!signal.aborted) this.#put({ share })
    }
    try {
      const values = await this.#read(classing.field, { signal, onShare })
      if (signal.aborted) return null
      this.#former = null
      this.#put({ values, share: null })
      return values
    } catch (error) {
      if (signal.aborted) return null
      this.#goBack()
      throw error
    }
  }

  /** Gives the reading up, on the server too. */
  cancel(): void {
    this.#reading.abort()
    this.#goBack()
  }

  #goBack(): void {
    const former = this.#former ?? {}
    this.#former = null
    this.#put({ ...former, share: null })
  }

  #put(patch: Partial<Pick<FieldClasses, 'classing' | 'values' | 'share'>>): void {
    Object.assign(this, patch)
    this.dispatchEvent(new Event('change'))
  }
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const [IV_BYTES, TAG_BYTES, KEY_BYTES] = [12, 16, 32]
const CIPHER = 'aes-256-gcm'

/**
 * Keeps secrets that have to be read again, so that whoever has the database alone does not have them: AES-256-GCM under a key
 * derived from one that lies outside it.
 */
export class SecretBox {
  readonly #key: Uint8Array

  /** `purpose`: what one purpose sealed, no other opens. */
  constructor(key: string, purpose: string) {
    this.#key = new Uint8Array(hkdfSync('sha256', key, '', `petausul ${purpose}`, KEY_BYTES))
  }

  /** `owner`: for whom it is kept; moved to another one it does not open. */
  seal(secret: Uint8Array, owner: string): string {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(owner))
    const sealed = [iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat(sealed).toString('base64url')
  }

  /** Undefined for what was sealed with another key, for another owner, or changed. */
  open(sealed: string, owner: string): Uint8Array | undefined {
    const bytes = Buffer.from(sealed, 'base64url')
    if (bytes.length < IV_BYTES + TAG_BYTES) return undefined
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
    } catch {
      return undefined
    }
  }
}

const PHONE = /(?<![\d.,-])(?:\+?62|0)[\s.-]?8(?:[\s.-]?\d){7,11}(?!\d)/g
const IDENTITY = /(?<!\d)\d{16}(?!\d)/g
const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu

export interface WithoutPersonal {
  text: string
  phone: string | null
  email: string | null
  identityNumber: string | null
}

/** Takes mobile numbers, 16-digit identity (NIK) and family card numbers and e-mail addresses out of a public text. */
export function withoutPersonalNumbers(text: string): WithoutPersonal {
  const email = text.match(EMAIL)?.[0] ?? null
  const identityNumber = text.match(IDENTITY)?.[0] ?? null
  const phone = text.match(PHONE)?.[0] ?? null
  if (email === null && identityNumber === null && phone === null)
    return { text, phone, email, identityNumber }
  const stripped = text.replace(EMAIL, ' ').replace(IDENTITY, ' ').replace(PHONE, ' ')
  return { text: stripped.replace(/\s{2,}/g, ' ').trim(), phone, email, identityNumber }
}

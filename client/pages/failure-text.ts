import { ProblemResponse } from '../api/problem-response.ts'
import { say } from './language.ts'
import { remark } from './remark.ts'

const words = {
  network: {
    id: 'Server tidak terjangkau. Periksa sambungan internet Anda, lalu coba lagi; tidak ada yang hilang.',
    en: 'The server cannot be reached. Check your connection and try again; nothing is lost.',
  },
  tooMany: {
    id: 'Terlalu banyak percobaan. Tunggu {minutes} menit, lalu coba lagi.',
    en: 'Too many attempts. Wait {minutes} minutes and try again.',
  },
  signedOut: {
    id: 'Sesi Anda sudah berakhir. Masuk lagi di tab lain, lalu coba lagi di sini.',
    en: 'Your session has ended. Sign in again in another tab, then try again here.',
  },
  server: {
    id: 'Server sedang bermasalah ({status}). Coba lagi sebentar lagi; tidak ada yang hilang.',
    en: 'The server has a problem ({status}). Try again in a moment; nothing is lost.',
  },
  refused: {
    id: 'Server tidak menerimanya. Rincian: {detail}',
    en: 'The server did not accept it. Details: {detail}',
  },
}

/** What went wrong and what to do next, for a person. `retrySeconds` is what the server asked to wait. */
export function failureText(error: unknown, retrySeconds = 0): string {
  if (!(error instanceof ProblemResponse) || error.status === 0) return say(words.network)
  const { status, detail, message } = error
  if (status === 401) return say(words.signedOut)
  if (status === 429) return say(words.tooMany, { minutes: Math.max(1, Math.ceil(retrySeconds / 60)) })
  return status >= 500
    ? say(words.server, { status })
    : say(words.refused, { detail: remark(detail || message) })
}

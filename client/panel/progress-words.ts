import { speak } from '../i18n/speak.ts'

/** Texts of work that takes the server long, whatever it is. */
export const progressText = speak({
  waiting: { id: 'menunggu giliran …', en: 'waiting for its turn …' },
  cancel: { id: 'Batalkan', en: 'Cancel' },
} as const)

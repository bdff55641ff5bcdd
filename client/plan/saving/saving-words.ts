import { speak } from '../../i18n/speak.ts'

/** Texts of a save that takes long, whatever is saved. */
export const savingText = speak({
  waiting: { id: 'menunggu giliran …', en: 'waiting for its turn …' },
  cancel: { id: 'Batalkan', en: 'Cancel' },
} as const)

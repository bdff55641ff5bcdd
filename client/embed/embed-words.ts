import { speak } from '../i18n/speak.ts'

export const embedText = speak({
  legend: { id: 'Legenda', en: 'Legend' },
  open: { id: 'Buka di PetaUsul', en: 'Open in PetaUsul' },
})

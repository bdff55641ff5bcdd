export const signInWords = {
  toAccount: { id: 'Akun Anda', en: 'Your account' },
  checking: { id: 'Memeriksa …', en: 'Checking …' },
  wrong: {
    id: 'Sandinya tidak cocok. Periksa huruf besar-kecilnya, lalu coba lagi.',
    en: 'The password is not right. Check capitals and try again.',
  },
}

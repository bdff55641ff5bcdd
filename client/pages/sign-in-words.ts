export const signInWords = {
  toAccount: { id: 'Akun Anda', en: 'Your account' },
  checking: { id: 'Memeriksa …', en: 'Checking …' },
  wrong: {
    id: 'Nama masuk atau sandinya tidak cocok. Periksa huruf besar-kecilnya, lalu coba lagi.',
    en: 'Login or password is not right. Check capitals and try again.',
  },
}

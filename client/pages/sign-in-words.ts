export const signInWords = {
  toAccount: { id: 'Akun Anda', en: 'Your account' },
  checking: { id: 'Memeriksa …', en: 'Checking …' },
  wrongCode: {
    id: 'Kode ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya.',
    en: 'This code is not right, or was used. Wait for the next one.',
  },
  wrong: {
    id: 'Nama masuk atau sandinya tidak cocok. Periksa huruf besar-kecilnya, lalu coba lagi.',
    en: 'Login or password is not right. Check capitals and try again.',
  },
}

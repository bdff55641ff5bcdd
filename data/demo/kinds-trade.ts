import { EVERY_SIZE, type ProposalKind } from './proposal-kind.ts'

/** Training, small business, markets, internet and tourism. */
export const TRADE_KINDS: readonly ProposalKind[] = [
  {
    id: 'sewing',
    shape: 'group',
    programmeCode: '2.08.03.2.02.0001',
    programme: 'Peningkatan Kualitas Keluarga dan Pemberdayaan Perempuan',
    agency: 'Dinas Pengendalian Penduduk, KB, Pemberdayaan Perempuan dan Perlindungan Anak',
    spending: 'Belanja Barang dan Jasa',
    unit: 'orang',
    size: { median: 24, spread: 0.3, min: 10, max: 50 },
    price: { median: 1_500_000, spread: 0.25 },
    reach: { min: 1, max: 1, perUnit: true },
    weight: 4,
    remote: 0,
    vulnerable: ['perempuan'],
    texts: [
      {
        titles: ['Pelatihan keterampilan menjahit kelompok perempuan {desa}'],
        problems: ['Ibu rumah tangga belum mempunyai penghasilan tambahan'],
      },
      {
        titles: ['Pelatihan pengolahan hasil panen bagi ibu-ibu PKK {desa}'],
        problems: ['Hasil bumi dijual mentah dengan harga murah'],
      },
      {
        titles: ['Pelatihan anyaman purun kelompok perempuan {kelompok}'],
        problems: ['Kerajinan setempat belum bernilai jual'],
      },
    ],
  },
  {
    id: 'business',
    shape: 'group',
    programmeCode: '2.17.08.2.01.0002',
    programme: 'Pemberdayaan Usaha Mikro',
    agency: 'Dinas Koperasi, UKM dan Perdagangan',
    spending: 'Belanja Barang dan Jasa',
    unit: 'orang',
    size: { median: 25, spread: 0.3, min: 10, max: 60 },
    price: { median: 1_700_000, spread: 0.3 },
    reach: { min: 1, max: 1, perUnit: true },
    weight: 3,
    remote: -0.4,
    texts: [
      {
        titles: [
          'Pelatihan pemasaran digital bagi pelaku UMKM {desa}',
          'Pelatihan pengemasan produk UMKM {desa}',
        ],
        problems: [
          'Produk warga belum dikemas dan hanya dijual di lingkungan sendiri',
          'Pelaku usaha belum terbiasa berjualan daring',
        ],
      },
      {
        titles: ['Bantuan peralatan usaha mikro warga {rt}'],
        problems: ['Pelaku usaha mikro kesulitan modal dan peralatan'],
      },
    ],
  },
  {
    id: 'youth-training',
    shape: 'group',
    programmeCode: '2.07.03.2.01.0001',
    programme: 'Pelatihan Kerja berdasarkan Unit Kompetensi',
    agency: 'Dinas Tenaga Kerja dan Transmigrasi',
    spending: 'Belanja Barang dan Jasa',
    unit: 'orang',
    size: { median: 20, spread: 0.3, min: 10, max: 40 },
    price: { median: 3_100_000, spread: 0.3 },
    reach: { min: 1, max: 1, perUnit: true },
    weight: 2.5,
    remote: 0,
    vulnerable: ['pemuda'],
    texts: [
      {
        titles: [
          'Pelatihan kerja las dan mekanik bagi pemuda {desa}',
          'Pelatihan operator komputer pemuda {desa}',
        ],
        problems: [
          'Banyak lulusan SMA belum bekerja',
          'Perusahaan setempat membutuhkan tenaga terampil, pemuda desa belum siap',
        ],
      },
    ],
  },
  {
    id: 'market',
    shape: 'plot',
    programmeCode: '3.30.03.2.01.0002',
    programme: 'Fasilitasi Pengelolaan Sarana Distribusi Perdagangan',
    agency: 'Dinas Koperasi, UKM dan Perdagangan',
    spending: 'Belanja Modal',
    unit: 'unit',
    size: EVERY_SIZE,
    price: { median: 720_000_000, spread: 0.4 },
    reach: { min: 0.3, max: 0.9 },
    weight: 1.5,
    remote: 0.1,
    texts: [
      {
        titles: ['Pembangunan los pasar desa {desa}', 'Rehabilitasi pasar rakyat {desa}'],
        problems: [
          'Pedagang berjualan di bahu jalan',
          'Atap pasar bocor dan lantai becek sehingga pembeli berkurang',
        ],
      },
    ],
  },
  {
    id: 'internet',
    shape: 'spot',
    programmeCode: '2.16.02.2.01.0011',
    programme: 'Penyediaan Akses Internet Publik',
    agency: 'Dinas Komunikasi dan Informatika',
    spending: 'Belanja Barang dan Jasa',
    unit: 'titik',
    size: { median: 2, spread: 0.4, min: 1, max: 5 },
    price: { median: 31_000_000, spread: 0.4 },
    reach: { min: 0.2, max: 0.7 },
    weight: 2.5,
    remote: 0.9,
    texts: [
      {
        titles: [
          'Penyediaan jaringan internet {desa}',
          'Pemasangan wifi publik di balai {desa}',
          'Penanganan titik tanpa sinyal {dusun}',
        ],
        problems: [
          'Tidak ada sinyal, siswa mencari jaringan ke atas bukit',
          'Layanan administrasi desa terhambat karena tidak ada internet',
        ],
      },
    ],
  },
  {
    id: 'tourism',
    shape: 'shore',
    programmeCode: '3.26.02.2.03.0005',
    programme: 'Pengembangan Daya Tarik Wisata',
    agency: 'Dinas Pemuda, Olahraga dan Pariwisata',
    spending: 'Belanja Modal',
    unit: 'paket',
    size: EVERY_SIZE,
    price: { median: 265_000_000, spread: 0.4 },
    reach: { min: 0.05, max: 0.3 },
    weight: 1.5,
    remote: 0,
    settings: ['coast', 'island'],
    texts: [
      {
        titles: [
          'Penataan objek wisata pantai {desa}',
          'Pembangunan gazebo dan toilet wisata pantai {dusun}',
        ],
        problems: ['Pengunjung bertambah, fasilitas belum ada', 'Pendapatan desa dari wisata belum tergarap'],
      },
    ],
  },
]

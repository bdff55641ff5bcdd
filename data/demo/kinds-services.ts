import { EVERY_SIZE, type ProposalKind } from './proposal-kind.ts'

const DISDIK = 'Dinas Pendidikan dan Kebudayaan'
const DINKES = 'Dinas Kesehatan'

/** Schools, health, social affairs, order and sport. */
export const SERVICE_KINDS: readonly ProposalKind[] = [
  {
    id: 'classroom-sd',
    shape: 'school-sd',
    programmeCode: '1.01.02.2.01.0003',
    programme: 'Pembangunan Ruang Kelas Baru SD',
    agency: DISDIK,
    spending: 'Belanja Modal',
    unit: 'ruang',
    size: { median: 2, spread: 0.4, min: 1, max: 6 },
    price: { median: 205_000_000, spread: 0.2 },
    reach: { min: 26, max: 34, perUnit: true },
    weight: 5,
    remote: 0.1,
    vulnerable: ['anak'],
    texts: [
      {
        titles: ['Pembangunan ruang kelas baru {sekolah}', 'Penambahan ruang kelas {sekolah}'],
        problems: [
          'Siswa belajar bergantian karena ruang kelas kurang',
          'Dua rombongan belajar digabung dalam satu ruang',
        ],
      },
      {
        titles: ['Rehabilitasi ruang kelas {sekolah}', 'Perbaikan atap dan lantai {sekolah}'],
        problems: [
          'Atap bocor dan plafon runtuh, proses belajar terganggu',
          'Lantai papan lapuk dan membahayakan siswa',
        ],
      },
      {
        titles: ['Pengadaan meubelair {sekolah}'],
        problems: [
          'Meja dan kursi rusak, siswa duduk di lantai',
          'Jumlah meja tidak cukup untuk seluruh siswa',
        ],
      },
      {
        titles: ['Pembangunan pagar dan WC siswa {sekolah}'],
        problems: [
          'WC siswa tidak berfungsi sejak dua tahun lalu',
          'Halaman sekolah terbuka, ternak masuk ke ruang kelas',
        ],
      },
    ],
  },
  {
    id: 'classroom-smp',
    shape: 'school-smp',
    programmeCode: '1.01.02.2.02.0003',
    programme: 'Pembangunan Ruang Kelas Baru SMP',
    agency: DISDIK,
    spending: 'Belanja Modal',
    unit: 'ruang',
    size: { median: 2, spread: 0.4, min: 1, max: 6 },
    price: { median: 235_000_000, spread: 0.2 },
    reach: { min: 30, max: 34, perUnit: true },
    weight: 3,
    remote: 0,
    vulnerable: ['anak'],
    texts: [
      {
        titles: ['Pembangunan ruang kelas baru {sekolah}'],
        problems: [
          'Jumlah siswa bertambah, satu kelas berisi lebih dari 40 siswa',
          'Siswa belajar siang karena ruang kelas kurang',
        ],
      },
      {
        titles: ['Pembangunan laboratorium IPA {sekolah}'],
        problems: ['Belum ada laboratorium sehingga praktikum ditiadakan'],
      },
      {
        titles: ['Rehabilitasi ruang guru dan perpustakaan {sekolah}', 'Rehabilitasi ruang kelas {sekolah}'],
        problems: [
          'Bangunan sekolah lapuk dan sering terendam',
          'Plafon runtuh, buku dan alat belajar rusak terkena air hujan',
        ],
      },
    ],
  },
  {
    id: 'new-school',
    lacks: 'SD',
    shape: 'plot',
    programmeCode: '1.01.02.2.01.0001',
    programme: 'Pembangunan Unit Sekolah Baru SD',
    agency: DISDIK,
    spending: 'Belanja Modal',
    unit: 'unit',
    size: EVERY_SIZE,
    price: { median: 1_950_000_000, spread: 0.15 },
    reach: { min: 90, max: 150, perUnit: true },
    weight: 1.2,
    remote: 1.2,
    vulnerable: ['anak'],
    texts: [
      {
        titles: ['Pembangunan unit sekolah baru SD di {desa}', 'Pembangunan SD kelas jauh {dusun}'],
        problems: [
          'Anak usia sekolah berjalan lebih dari tiga kilometer ke SD terdekat',
          'Belum ada sekolah dasar, anak-anak menyeberang sungai untuk belajar',
        ],
      },
    ],
  },
  {
    id: 'paud',
    shape: 'spot',
    programmeCode: '1.01.02.2.03.0002',
    programme: 'Pembangunan Gedung/Ruang Kelas/Ruang Guru PAUD',
    agency: DISDIK,
    spending: 'Belanja Modal',
    unit: 'unit',
    size: EVERY_SIZE,
    price: { median: 260_000_000, spread: 0.3 },
    reach: { min: 25, max: 60, perUnit: true },
    weight: 3,
    remote: 0.2,
    vulnerable: ['anak'],
    texts: [
      {
        titles: ['Pembangunan gedung PAUD {desa}', 'Pembangunan ruang belajar PAUD {dusun}'],
        problems: ['PAUD menumpang di balai desa', 'Ruang belajar PAUD sempit dan panas'],
      },
      {
        titles: ['Pengadaan alat permainan edukatif PAUD {dusun}'],
        problems: ['Alat bermain rusak dan tidak aman bagi anak'],
      },
    ],
  },
  {
    id: 'posyandu',
    shape: 'spot',
    programmeCode: '1.02.02.2.02.0014',
    programme: 'Pengelolaan Pelayanan Kesehatan Balita',
    agency: DINKES,
    spending: 'Belanja Barang dan Jasa',
    unit: 'paket',
    size: { median: 3, spread: 0.5, min: 1, max: 10 },
    price: { median: 14_000_000, spread: 0.4 },
    reach: { min: 30, max: 70, perUnit: true },
    weight: 5,
    remote: 0.3,
    vulnerable: ['balita', 'ibu hamil'],
    texts: [
      {
        titles: ['Pengadaan alat kesehatan posyandu {dusun}', 'Pengadaan antropometri kit posyandu {desa}'],
        problems: [
          'Timbangan dan alat ukur balita rusak, angka stunting tinggi',
          'Kader posyandu menggunakan alat pinjaman dari desa tetangga',
        ],
      },
      {
        titles: ['Pemberian makanan tambahan balita stunting {desa}'],
        problems: ['Balita gizi kurang bertambah dan belum tertangani'],
      },
      {
        titles: ['Bantuan sarana posyandu lansia {rt}'],
        problems: ['Lansia belum mendapat pemeriksaan rutin karena alat tidak tersedia'],
      },
    ],
  },
  {
    id: 'pustu',
    shape: 'health',
    programmeCode: '1.02.02.2.01.0006',
    programme: 'Pengembangan dan Rehabilitasi Puskesmas Pembantu',
    agency: DINKES,
    spending: 'Belanja Modal',
    unit: 'unit',
    size: EVERY_SIZE,
    price: { median: 370_000_000, spread: 0.3 },
    reach: { min: 0.5, max: 1 },
    weight: 3.5,
    remote: 0.7,
    vulnerable: ['ibu hamil', 'lansia'],
    texts: [
      {
        titles: ['Rehabilitasi puskesmas pembantu {desa}', 'Pembangunan puskesmas pembantu {desa}'],
        problems: [
          'Pustu tidak layak, warga berobat jauh ke puskesmas',
          'Ruang periksa bocor dan obat rusak karena lembap',
        ],
      },
      {
        titles: ['Pengadaan ambulans puskesmas untuk {desa}'],
        problems: ['Pasien gawat darurat dibawa dengan perahu atau mobil bak terbuka'],
      },
      {
        titles: ['Pembangunan rumah dinas tenaga kesehatan {desa}'],
        problems: ['Tidak ada bidan yang menetap karena rumah dinas rusak'],
      },
    ],
  },
  {
    id: 'ramp',
    shape: 'spot',
    programmeCode: '1.06.04.2.01.0003',
    programme: 'Penyediaan Alat Bantu dan Akses bagi Penyandang Disabilitas',
    agency: 'Dinas Sosial',
    spending: 'Belanja Bantuan Sosial',
    unit: 'paket',
    size: { median: 3, spread: 0.5, min: 1, max: 10 },
    price: { median: 16_000_000, spread: 0.4 },
    reach: { min: 1, max: 6, perUnit: true },
    weight: 2,
    remote: 0,
    vulnerable: ['penyandang disabilitas', 'lansia'],
    texts: [
      {
        titles: ['Penyediaan akses jalan ramah difabel di kantor {desa}'],
        problems: ['Penyandang disabilitas tidak dapat masuk kantor desa'],
      },
      {
        titles: ['Bantuan kursi roda dan alat bantu dengar warga {desa}'],
        problems: ['Lansia dan penyandang disabilitas belum mendapat alat bantu'],
      },
    ],
  },
  {
    id: 'guard-post',
    shape: 'spot',
    programmeCode: '1.05.02.2.01.0005',
    programme: 'Pemberdayaan Pelindungan Masyarakat dalam Ketenteraman dan Ketertiban Umum',
    agency: 'Satuan Polisi Pamong Praja dan Pemadam Kebakaran',
    spending: 'Belanja Modal',
    unit: 'unit',
    size: { median: 1, spread: 0.4, min: 1, max: 4 },
    price: { median: 27_000_000, spread: 0.4 },
    reach: { min: 0.05, max: 0.2 },
    weight: 2.5,
    remote: -0.3,
    texts: [
      {
        titles: ['Pembangunan pos kamling {rt}'],
        problems: ['Sering terjadi pencurian ternak pada malam hari', 'Warga belum memiliki tempat ronda'],
      },
      {
        titles: ['Pengadaan pompa pemadam kebakaran portabel {desa}'],
        problems: ['Kebakaran permukiman terlambat ditangani karena jauh dari pos pemadam'],
      },
      {
        titles: ['Pengadaan seragam dan perlengkapan linmas {desa}'],
        problems: ['Anggota linmas belum memiliki perlengkapan'],
      },
    ],
  },
  {
    id: 'sport',
    shape: 'plot',
    programmeCode: '2.19.03.2.01.0004',
    programme: 'Penyediaan Sarana dan Prasarana Olahraga',
    agency: 'Dinas Pemuda, Olahraga dan Pariwisata',
    spending: 'Belanja Modal',
    unit: 'unit',
    size: EVERY_SIZE,
    price: { median: 240_000_000, spread: 0.5 },
    reach: { min: 0.08, max: 0.3 },
    weight: 2.5,
    remote: -0.1,
    vulnerable: ['pemuda'],
    texts: [
      {
        titles: [
          'Pembangunan lapangan voli {dusun}',
          'Rehabilitasi lapangan sepak bola {desa}',
          'Pembangunan lapangan serbaguna {desa}',
        ],
        problems: [
          'Pemuda tidak memiliki tempat berolahraga',
          'Lapangan tergenang dan tidak dapat dipakai selama musim hujan',
        ],
      },
    ],
  },
]

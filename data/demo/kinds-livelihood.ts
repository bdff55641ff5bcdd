import type { ProposalKind } from './proposal-kind.ts'

const PERTANIAN = 'Dinas Pertanian dan Ketahanan Pangan'

/** Farming, herding, fishing and the shore. */
export const LIVELIHOOD_KINDS: readonly ProposalKind[] = [
  {
    id: 'tractor',
    shape: 'group',
    programmeCode: '3.27.02.2.01.0003',
    programme: 'Pengawasan Penggunaan Sarana Pendukung Pertanian',
    agency: PERTANIAN,
    spending: 'Belanja Hibah',
    unit: 'unit',
    size: { median: 2, spread: 0.5, min: 1, max: 6 },
    price: { median: 38_000_000, spread: 0.35 },
    reach: { min: 20, max: 40, perUnit: true },
    weight: 5,
    remote: 0.4,
    settings: ['river', 'plain', 'upland', 'coast'],
    vulnerable: ['petani kecil'],
    texts: [
      {
        titles: ['Bantuan hand traktor kelompok tani {kelompok}'],
        problems: [
          'Pengolahan lahan masih manual dan terlambat dari musim tanam',
          'Kelompok tani menyewa alat dengan biaya mahal',
        ],
      },
      {
        titles: ['Pengadaan mesin perontok padi kelompok tani {kelompok} {desa}'],
        problems: ['Banyak gabah hilang karena perontokan dengan tangan'],
      },
      {
        titles: ['Bantuan pompa air pertanian {desa}'],
        problems: ['Sawah tadah hujan kekeringan menjelang panen'],
      },
    ],
  },
  {
    id: 'seed',
    shape: 'field',
    programmeCode: '3.27.02.2.02.0002',
    programme: 'Penyediaan Benih/Bibit Tanaman',
    agency: PERTANIAN,
    spending: 'Belanja Hibah',
    unit: 'ha',
    size: { median: 14, spread: 0.5, min: 3, max: 60 },
    price: { median: 6_200_000, spread: 0.35 },
    reach: { min: 0.02, max: 0.12 },
    weight: 4,
    remote: 0.6,
    settings: ['river', 'plain', 'upland', 'island'],
    vulnerable: ['petani kecil'],
    texts: [
      {
        titles: ['Bantuan bibit padi dan pupuk kelompok tani {kelompok}'],
        problems: [
          'Petani belum mendapat bantuan pupuk sejak tiga musim tanam',
          'Benih asalan, hasil panen terus turun',
        ],
      },
      {
        titles: ['Peremajaan kebun karet rakyat {dusun}', 'Bantuan bibit kelapa dan pala {desa}'],
        problems: ['Produktivitas rendah karena tanaman tua dan bibit asalan'],
      },
      {
        titles: ['Pengembangan kebun hortikultura kelompok tani {kelompok}'],
        problems: [
          'Lahan tidur belum dimanfaatkan warga',
          'Sayuran didatangkan dari luar daerah dengan harga mahal',
        ],
      },
    ],
  },
  {
    id: 'cattle',
    shape: 'group',
    programmeCode: '3.27.02.2.06.0001',
    programme: 'Pengadaan Bibit/Bakalan Ternak',
    agency: PERTANIAN,
    spending: 'Belanja Hibah',
    unit: 'ekor',
    size: { median: 10, spread: 0.5, min: 4, max: 40 },
    price: { median: 13_500_000, spread: 0.2 },
    reach: { min: 1.5, max: 3, perUnit: true },
    weight: 3,
    remote: 0.6,
    settings: ['plain', 'upland', 'river'],
    texts: [
      {
        titles: ['Bantuan bibit sapi kelompok ternak {kelompok}'],
        problems: [
          'Peternak kekurangan modal untuk membeli indukan',
          'Kandang kelompok kosong sejak wabah penyakit ternak',
        ],
      },
      {
        titles: ['Pengadaan kambing untuk warga kurang mampu {desa}'],
        problems: ['Pendapatan buruh tani tidak menentu di luar musim panen'],
      },
    ],
  },
  {
    id: 'fishing',
    shape: 'group',
    programmeCode: '3.25.03.2.02.0004',
    programme: 'Penyediaan Prasarana Usaha Perikanan Tangkap',
    agency: 'Dinas Perikanan',
    spending: 'Belanja Hibah',
    unit: 'paket',
    size: { median: 6, spread: 0.5, min: 2, max: 20 },
    price: { median: 17_500_000, spread: 0.35 },
    reach: { min: 4, max: 8, perUnit: true },
    weight: 6,
    remote: 0.3,
    settings: ['coast', 'island', 'river'],
    vulnerable: ['nelayan kecil'],
    texts: [
      {
        titles: ['Bantuan mesin ketinting kelompok nelayan {kelompok}'],
        problems: ['Nelayan masih menggunakan perahu dayung, hasil tangkapan rendah'],
      },
      {
        titles: ['Pengadaan jaring dan kotak pendingin nelayan {desa}'],
        problems: ['Ikan cepat rusak karena tidak ada sarana pendingin'],
      },
      {
        titles: ['Bantuan bibit ikan dan pakan keramba {kelompok}'],
        problems: ['Harga pakan mahal, pembudidaya keramba berhenti berusaha'],
      },
    ],
  },
  {
    id: 'mangrove',
    shape: 'field',
    programmeCode: '2.11.04.2.01.0006',
    programme: 'Pengelolaan Keanekaragaman Hayati',
    agency: 'Dinas Lingkungan Hidup',
    spending: 'Belanja Barang dan Jasa',
    unit: 'ha',
    size: { median: 9, spread: 0.5, min: 2, max: 40 },
    price: { median: 17_000_000, spread: 0.25 },
    reach: { min: 0.05, max: 0.3 },
    weight: 2.5,
    remote: 0.2,
    settings: ['coast', 'island'],
    texts: [
      {
        titles: ['Penanaman mangrove pesisir {desa}', 'Rehabilitasi hutan mangrove {dusun}'],
        problems: [
          'Abrasi pantai mencapai beberapa meter setiap tahun',
          'Tambak terbengkalai dan pelindung pantai sudah hilang',
        ],
      },
    ],
  },
]

/**
 * What server/ingest says of files and rows, in English, and the same in Indonesian. `$1` is a part that stays as it
 * came, such as a name out of a file; `{1}` is a reason that is looked up itself; `{,1}` a number whose decimals get a comma.
 */
const sentences: readonly [RegExp, string][] = [
  // Findings about a whole file.
  [/^(\d+) facilities have no coordinates$/, '$1 fasilitas tidak punya koordinat'],
  [/^(\d+) facilities lie outside the district$/, '$1 fasilitas berada di luar wilayah'],
  [/^(\d+) villages have no row in (.+?): (.+)$/, '$1 desa tidak ada di $2: $3'],
  [/^(\d+) codes of (.+?) have no area: (.+)$/, '$1 kode di $2 tidak punya wilayah: $3'],
  [/^columns without a meaning here: (.+)$/, 'kolom yang tidak dipakai: $1'],
  [/^columns that are missing: (.+)$/, 'kolom yang tidak ada: $1'],
  [
    /^locations: (\d+) exact, (\d+) by village only, (\d+) in doubt, (\d+) without$/,
    'lokasi: $1 tepat, $2 tingkat desa, $3 perlu diperiksa, $4 tanpa lokasi',
  ],
  [
    /^Shared borders cleaned: (\d+) areas changed by (\S+) km² in all, most at (.+) \((\S+) km²\); .*$/,
    'Batas bersama dirapikan: $1 wilayah berubah, seluruhnya {,2} km², terbanyak di $3 ({,4} km²); batas asli tetap disimpan',
  ],
  [
    /^(\d+) area\(s\) would have vanished in cleaning and keep their own border$/,
    '$1 wilayah akan hilang bila dirapikan, maka batas aslinya dipakai',
  ],
  [
    /^(\d+) area\(s\) still do not match their neighbours' edges$/,
    '$1 wilayah belum bertemu dengan batas tetangganya',
  ],
  [
    /^no (\S+) areas to build the (\S+) level from$/,
    'tidak ada wilayah tingkat $1 untuk menyusun tingkat $2',
  ],
  [
    /^longitude and latitude were swapped in the whole file and have been put right$/,
    'bujur dan lintang tertukar di seluruh berkas dan sudah dibetulkan',
  ],
  [
    /^the minus sign of the latitude was lost in the whole file and has been put back$/,
    'tanda minus lintang hilang di seluruh berkas dan sudah dikembalikan',
  ],
  [
    /^longitude and latitude were swapped and the minus sign lost in the whole file; both have been put right$/,
    'bujur dan lintang tertukar dan tanda minus hilang di seluruh berkas; keduanya sudah dibetulkan',
  ],
  [
    /^most of the file lies outside of (.+) \(west, south, east, north\)$/,
    'sebagian besar isi berkas berada di luar $1 (barat, selatan, timur, utara)',
  ],
  // Remarks on a row.
  [
    /^the store has an area of this code already, from another file or package$/,
    'wilayah dengan kode ini sudah ada, dari berkas atau paket lain',
  ],
  [/^Every area was refused; row (\d+): (.+)$/, 'tidak satu wilayah pun dapat dipakai; baris $1: {2}'],
  [/^No area could be taken$/, 'Tidak ada wilayah yang dapat dipakai'],
  [/^No package to add to$/, 'Belum ada daerah untuk ditambahi'],
  [
    /^district\.json: the store has no package (\S+) to which files could be added$/,
    'daerah $1 belum ada, jadi berkas tidak dapat ditambahkan kepadanya',
  ],
  [/^File is there already$/, 'Berkas bernama sama sudah ada'],
  [
    /^district\.json: the package (\S+) has other content under these names, which would be lost: (.+)$/,
    'Daerah $1 sudah punya berkas bernama sama dengan isi lain, yang akan hilang: $2. Ganti nama berkasnya, atau pilih “Ganti isi berkas bernama sama yang sudah ada”',
  ],
  [/^kept without a place: no coordinates$/, 'disimpan tanpa tempat: tidak ada koordinat'],
  [/^kept, but lies outside the district$/, 'disimpan, tetapi berada di luar wilayah'],
  [/^this row repeats an earlier one word for word$/, 'baris ini mengulang baris sebelumnya kata demi kata'],
  [/^no proposal in this row$/, 'tidak ada usulan di baris ini'],
  [/^value not understood, left empty$/, 'nilai tidak dimengerti, dikosongkan'],
  [/^cell not understood, left empty$/, 'isi sel tidak dimengerti, dikosongkan'],
  [/^number not understood, kept as text$/, 'angka tidak dimengerti, disimpan sebagai teks'],
  [/^village not matched \((.+)\)$/, 'nama desa tidak cocok ({1})'],
  [/^geometry repaired: (.+)$/, 'bentuk diperbaiki: {1}'],
  [/^nothing is left of the geometry$/, 'bentuknya habis setelah diperbaiki'],
  [/^no polygon is left of the geometry$/, 'tidak ada poligon yang tersisa dari bentuknya'],
  [/^this area code stands twice$/, 'kode wilayah ini tercantum dua kali'],
  [/^this facility id stands twice$/, 'nomor fasilitas ini tercantum dua kali'],
  [/^this service has a standard already$/, 'layanan ini sudah punya standar'],
  [/^a facility needs a type and a name$/, 'fasilitas harus punya jenis dan nama'],
  [/^control characters that no text holds were taken out$/, 'karakter kendali yang bukan teks dibuang'],
  [/^(?:no|an empty) geometry$/, 'tidak ada bentuk'],
  [/^no area code$/, 'tidak ada kode wilayah'],
  [/^not a polygon$/, 'bukan poligon'],
  [
    /^changed in the file, but edited here since: the edit is kept$/,
    'berubah di berkas, tetapi sudah disunting di sini: suntingan dipertahankan',
  ],
  // Why a village's name was not matched.
  [/^unknown$/, 'tidak dikenal'],
  [/^ambiguous$/, 'lebih dari satu yang cocok'],
  [/^other-district$/, 'ada, tetapi di kecamatan lain'],
  // What PostGIS finds wrong with a shape; the place of the fault follows.
  [/^Self-intersection(.*)$/, 'garisnya memotong dirinya sendiri$1'],
  [/^Ring Self-intersection(.*)$/, 'tepinya menyentuh dirinya sendiri$1'],
  [/^Too few points in geometry component(.*)$/, 'titiknya terlalu sedikit$1'],
  [/^Hole lies outside shell(.*)$/, 'lubangnya di luar tepi$1'],
  [/^Holes are nested(.*)$/, 'lubang di dalam lubang$1'],
  [/^Nested shells(.*)$/, 'bidang di dalam bidang$1'],
  [/^Interior is disconnected(.*)$/, 'bagian dalamnya terputus$1'],
  [/^Duplicate Rings(.*)$/, 'tepi yang sama tercantum dua kali$1'],
  [/^Ring is not closed(.*)$/, 'tepinya tidak tertutup$1'],
  [/^Invalid Coordinate(.*)$/, 'koordinatnya bukan angka$1'],
  // Why a row could not be read.
  [/^coordinate "(.*)" is not a number$/, 'koordinat "$1" bukan angka'],
  [/^coordinate (.+) is not a pair of finite numbers$/, 'koordinat $1 bukan sepasang angka'],
  [/^(\d+) cells, expected (\d+) as in the heading$/, '$1 sel, seharusnya $2 seperti di kepala tabel'],
  [/^more than (\d+) vertices in one (?:geometry|shape)$/, 'lebih dari $1 titik dalam satu bentuk'],
  [/^too many vertices in one geometry$/, 'terlalu banyak titik dalam satu bentuk'],
  [/^line of (\d+) positions, expected at least 2$/, 'garis dengan $1 titik, seharusnya paling sedikit 2'],
  [/^ring of (\d+) positions, expected at least 4$/, 'tepi dengan $1 titik, seharusnya paling sedikit 4'],
  [
    /^(?:geometry|shape) type (.+) (?:cannot be read|is not one of GeoJSON)$/,
    'jenis bentuk $1 tidak dapat dibaca',
  ],
  [/^geometry collections nested too deeply$/, 'kumpulan bentuk bersarang terlalu dalam'],
  [/^no record in the \.dbf for this shape$/, 'tidak ada baris di .dbf untuk bentuk ini'],
  [/^marked as deleted in the \.dbf$/, 'ditandai terhapus di .dbf'],
  [/^expected a GeoJSON feature$/, 'bukan fitur GeoJSON'],
  [/^not JSON: .*$/, 'bukan JSON yang benar'],
  [/^record too short for .*$/, 'datanya terpotong'],
  [/^geometry ends before its announced length$/, 'bentuknya terpotong'],
  // What was expected instead.
  [/^an area code$/, 'kode wilayah'],
  [/^text$/, 'teks'],
  [/^a number$/, 'angka'],
  [/^a geometry$/, 'bentuk'],
  [/^an id of its own$/, 'nomor tersendiri'],
  [/^a row of its own$/, 'baris tersendiri'],
  [/^longitude and latitude$/, 'bujur dan lintang'],
  [/^a place inside the district$/, 'tempat di dalam wilayah'],
  [/^Polygon or MultiPolygon$/, 'Polygon atau MultiPolygon'],
  [/^a polygon with an area code of its own$/, 'poligon dengan kode wilayah tersendiri'],
  [/^one standard a service$/, 'satu standar untuk tiap layanan'],
  [/^a village of the stated district$/, 'desa di kecamatan yang disebut'],
  [/^the title of the proposal$/, 'judul usulan'],
  [/^a known (.+)$/, 'isi $1 yang dikenal'],
  [/^a year of four digits$/, 'tahun empat angka'],
  [/^a date as day\/month\/year$/, 'tanggal hari/bulan/tahun'],
  [/^one unambiguous amount in rupiah$/, 'satu jumlah rupiah yang jelas'],
  // The reason is Indonesian already.
  [/^one unambiguous amount in rupiah \((.*)\)$/, 'satu jumlah rupiah yang jelas ($1)'],
  [/^one unambiguous quantity$/, 'satu jumlah yang jelas'],
  [/^a status such as (.+)$/, 'status seperti $1'],
  [/^empty, as it was not accepted$/, 'kosong, karena tidak diterima'],
  [/^Musrenbang, Pokir, OPD or resident$/, 'Musrenbang, Pokir, OPD, atau warga'],
  [/^a column (.+)$/, 'kolom $1'],
  [/^coordinates in (.+)$/, 'koordinat dalam $1'],
  // Why the whole import ended.
  [/^File not readable$/, 'Berkas tidak dapat dibaca'],
  [/^File missing$/, 'Berkas tidak ada'],
  [/^Column missing$/, 'Kolom tidak ada'],
  [/^Text not storable$/, 'Ada teks yang tidak dapat disimpan'],
  [/^Import failed$/, 'Impor gagal'],
  [
    /^Something failed on our side; nothing of the file in hand was written$/,
    'Ada kesalahan di pihak kami; isi berkas yang sedang dibaca tidak disimpan',
  ],
  [
    /^district\.json: expected (?:.+); (.+) is not there$/,
    'district.json menyebut $1, tetapi berkas itu tidak ada di paket',
  ],
  [/^Files missing$/, 'Ada berkas yang tidak ada'],
  [/^Package not understood$/, 'Isi district.json tidak dimengerti'],
  [/^Layer id taken$/, 'Nama lapisan sudah dipakai'],
  [/^Interrupted$/, 'Terputus'],
  [
    /^The server stopped during this import\. Files that were finished are kept; start it again to go on\.$/,
    'Server berhenti selama impor ini. Berkas yang sudah selesai tetap tersimpan; mulai lagi untuk melanjutkan.',
  ],
  [/^Cancelled$/, 'Dibatalkan'],
  [
    /^Cancelled while it ran\. Files that were finished are kept; start it again to go on\.$/,
    'Dibatalkan ketika sedang berjalan. Berkas yang sudah selesai tetap tersimpan; mulai lagi untuk melanjutkan.',
  ],
  // Why an upload was refused.
  [/^Upload broken off$/, 'Pengiriman terputus'],
  [/^The sender left before the end$/, 'Pengiriman berhenti sebelum selesai'],
  [/^file: expected (.+?), received (.+)$/, 'Berkas: seharusnya {1}, ternyata {2}'],
  [/^body: expected (.+?), received (.+)$/, 'Berkas zip: seharusnya {1}, ternyata {2}'],
  [/^body: expected (.+)$/, 'Berkas zip: seharusnya {1}'],
  [/^a zip that holds (.+)$/, 'berisi $1'],
  [/^a zip of (.*?)$/, 'hanya berisi $1'],
  [/^application\/zip: a district package with (.+)$/, 'sebuah paket zip yang berisi $1'],
  [
    /^file names of letters, digits, dots, dashes, brackets and spaces$/,
    'nama berkas dari huruf, angka, titik, tanda hubung, kurung, dan spasi',
  ],
  [
    /^each file name once, and no file named like a folder$/,
    'tiap nama berkas satu kali saja, dan tidak sama dengan nama folder',
  ],
  [/^a zip archive with its directory at the end$/, 'arsip zip dengan daftar isi di ujungnya'],
  [/^none: truncated$/, 'tidak ada: berkas terpotong, atau bukan zip'],
  [/^a zip archive of less than 4 GB$/, 'arsip zip di bawah 4 GB'],
  [/^at most (\S+) entries$/, 'paling banyak $1 berkas di dalamnya'],
  [/^(\S+) entries$/, '$1 berkas di dalamnya'],
  [/^(\d+): damaged$/, '$1: arsipnya rusak'],
  [/^the header of (.+) in the archive$/, 'kepala $1 di dalam arsip'],
  [/^something else: damaged or truncated$/, 'isi lain: arsipnya rusak atau terpotong'],
  [/^an archive of at most (\S+) bytes unpacked$/, 'arsip yang isinya paling besar $1 byte'],
  [/^an archive packed at most (\S+):1$/, 'arsip yang dimampatkan paling banyak $1:1'],
  [/^more, in (.+?)$/, 'lebih, pada $1'],
  [/^an archive without a password$/, 'arsip tanpa kata sandi'],
  [/^(.+) is encrypted$/, '$1 berkata sandi'],
  [/^entries stored or deflated$/, 'isi yang disimpan biasa atau dengan deflate'],
  [/^(.+) packed with method (\d+)$/, '$1 dimampatkan dengan cara $2'],
  [/^(.+) with its stated size and checksum$/, '$1 sebesar dan seutuh yang tercatat'],
  [/^other content: damaged or truncated$/, 'isi lain: rusak atau terpotong'],
  [/^(.+) as deflated data$/, '$1 sebagai data deflate'],
  [/^damaged or truncated data$/, 'data rusak atau terpotong'],
  [/^(.+) of at most (\S+) bytes$/, '$1 paling besar $2 byte'],
  [/^at most (\S+) bytes$/, 'paling besar $1 byte'],
  [/^more$/, 'lebih besar'],
  [/^(.+): expected (.+); its columns are: (.+)$/, '$1: seharusnya ada {2}; kolomnya: $3'],
  [
    /^district\.json names files that are not in the package: (.+)$/,
    'district.json menyebut berkas yang tidak ada di paket: $1',
  ],
  [/^layers: the id "(.+)" belongs to package (.+) already$/, 'layers: nama "$1" sudah dipakai paket $2'],
  [/^(.+?): expected (.+)(?:, received|, got|;) (.+)$/, '$1: seharusnya {2}, ternyata $3'],
]

/**
 * The Indonesian of a sentence of the import, with the parts of it that are sentences themselves; one that is not
 * known stays as it came.
 */
export function inIndonesian(text: string): string {
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(text)
    if (!found) continue
    const part = (index: string) => found[Number(index)] ?? ''
    return sentence.replace(/\$(\d)|\{(,?)(\d)\}/g, (_, plain?: string, comma?: string, inner?: string) => {
      if (!inner) return part(plain ?? '')
      return comma ? part(inner).replace('.', ',') : inIndonesian(part(inner))
    })
  }
  return text
}

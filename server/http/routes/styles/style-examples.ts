export const styleExample = {
  layer: 'poverty',
  name: 'kemiskinan-lima-kelas',
  title: { id: 'Lima kelas', en: 'Five classes' },
  isDefault: true,
  generated: false,
  version: 3,
  updatedAt: '2026-01-31T03:00:00.000Z',
  document: {
    name: 'kemiskinan-lima-kelas',
    rules: [
      {
        name: 'kurang dari 5 %',
        nameEn: 'less than 5 %',
        filter: ['<', 'povertyRate', 5],
        symbolizers: [{ kind: 'Fill', color: '#fbf3e2' }],
      },
    ],
  },
}

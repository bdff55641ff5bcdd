export const WMS_VERSIONS = ['1.3.0', '1.1.1'] as const
export type WmsVersion = (typeof WMS_VERSIONS)[number]

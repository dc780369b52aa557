/** Name and version that every batch and proof carries. */
export const sdkVersion = 'sillage-js/0.1.0';

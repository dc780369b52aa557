export type { BannerTexts } from '@sillage/protocol';
export type { BannerOptions, BannerTracker } from './banner/banner-options.js';
export { type Banner, showBanner } from './banner/show-banner.js';

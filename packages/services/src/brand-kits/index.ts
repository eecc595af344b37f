export { findBrandKit, readBrandKit, readBrandWords } from './read-brand-kit.ts'
export { saveBrandKit } from './save-brand-kit.ts'

export type { ProductReading, ProductStore } from './save-products.ts'
export { saveProduct, saveProducts } from './save-products.ts'

export type { PasswordOwner } from './weak-password.ts'
export { describeWeakness, PRODUCT_WORDS } from './weak-password.ts'

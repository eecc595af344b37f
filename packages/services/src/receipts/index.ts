export { signReceipt } from './sign-receipt.ts'
export { verifyReceipt } from './verify-receipt.ts'

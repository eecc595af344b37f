export { readAdminSchema } from './read-admin-schema.ts'

import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql'
import { BULK_MUTATIONS } from './bulk-operations.ts'
import type { Call, Resolver } from './call.ts'
import { FILE_MUTATIONS } from './file-mutations.ts'
import { PRODUCT_MUTATIONS } from './product-mutations.ts'
import { QUERIES } from './queries.ts'
import { STAGED_UPLOADS } from './staged-uploads.ts'
import { APP_MUTATIONS } from './subscriptions.ts'
import { VARIANT_MUTATIONS } from './variant-mutations.ts'

const ROOT: Record<string, Resolver> = {
  ...QUERIES,
  ...PRODUCT_MUTATIONS,
  ...FILE_MUTATIONS,
  ...VARIANT_MUTATIONS,
  ...STAGED_UPLOADS,
  ...BULK_MUTATIONS,
  ...APP_MUTATIONS,
}

/** Nothing is null by oversight: a field that is not known here is an error that says so. */
const resolveField: GraphQLFieldResolver<Record<string, unknown>, Call> = (source, args, call, info) => {
  const value = source[info.fieldName]
  if (value === undefined)
    throw new GraphQLError(`The stand-in does not know ${info.parentType.name}.${info.fieldName}.`)
  return typeof value === 'function' ? value(args, call) : value
}

/** Makes what answers documents that were found to be right. */
export function createExecute(schema: () => GraphQLSchema) {
  return async (
    document: DocumentNode,
    call: Call,
    variableValues: Record<string, unknown> = {},
  ): Promise<ExecutionResult> =>
    execute({
      ...{ schema: schema(), document, variableValues, contextValue: call, rootValue: ROOT },
      fieldResolver: resolveField as GraphQLFieldResolver<unknown, unknown>,
    })
}

import openapiTS, { astToString } from 'openapi-typescript'

/**
 * Writes the types of a client as strangers do, with a generator that knows nothing of us. A package of its own,
 * because the generator needs another TypeScript than ours.
 */
export async function generateTypes(document: URL): Promise<string> {
  return astToString(await openapiTS(document))
}

/**
 * Everything that is asked of Shopify, in Admin GraphQL 2026-10. Each document is checked against Shopify's own schema in
 * `documents.test.ts`; none uses a deprecated field.
 */

/** Shopify's version of the protocol that the documents are written for. */
export const API_VERSION = '2026-10'

const MEDIA_FIELDS = 'id alt mediaContentType ... on MediaImage { image { url width height } }'

const VARIANT_FIELDS = 'id title sku media(first: 1) { nodes { id } }'

const PRODUCT_FIELDS = 'id title handle status vendor productType updatedAt onlineStoreUrl'

/** The store itself and what we were allowed. */
export const SHOP = `query Shop {
  shop { name myshopifyDomain primaryDomain { url } }
  currentAppInstallation { accessScopes { handle } }
}`

/** A page of products. Few media of each, so that a page stays below the cost of one query; the rest is asked for apart. */
export const PRODUCTS = `query Products($first: Int!, $after: String) {
  products(first: $first, after: $after, sortKey: ID) {
    pageInfo { hasNextPage endCursor }
    nodes { ${PRODUCT_FIELDS}
      media(first: 10, sortKey: POSITION) { pageInfo { hasNextPage endCursor } nodes { ${MEDIA_FIELDS} } }
      variants(first: 10) { pageInfo { hasNextPage endCursor } nodes { ${VARIANT_FIELDS} } } }
  }
}`

/** How many products there are. */
export const COUNT = 'query Count { productsCount { count } }'

/** Has Shopify answer a query over everything, with children behind their parents. */
export const RUN_BULK = `mutation RunBulk($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id status url } userErrors { field message code } }
}`

/** How far it is with that. */
export const BULK = 'query Bulk($id: ID!) { bulkOperation(id: $id) { id status url } }'

/** Every product and its media, asked for in bulk. */
export const BULK_PRODUCTS = `query BulkProducts {
  products { edges { node { ${PRODUCT_FIELDS}
    media(sortKey: POSITION) { edges { node { ${MEDIA_FIELDS} } } } } } }
}`

/** Every variant and what it shows, asked for in bulk. */
export const BULK_VARIANTS = `query BulkVariants {
  productVariants { edges { node {
    id title sku position product { id } media { edges { node { id } } } } } }
}`

/** One product, with a page of its media and a page of its variants. */
export const PRODUCT = `query Product($id: ID!, $mediaAfter: String, $variantsAfter: String) {
  product(id: $id) { ${PRODUCT_FIELDS}
    media(first: 100, after: $mediaAfter, sortKey: POSITION) {
      pageInfo { hasNextPage endCursor } nodes { ${MEDIA_FIELDS} } }
    variants(first: 100, after: $variantsAfter) {
      pageInfo { hasNextPage endCursor } nodes { ${VARIANT_FIELDS} } } }
}`

/** A place to upload bytes to. */
export const STAGE_UPLOAD = `mutation StageUpload($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) {
    stagedTargets { url resourceUrl parameters { name value } }
    userErrors { field message } }
}`

/** A file of this name, if there is one. */
export const FIND_FILE = `query FindFile($query: String!) {
  files(first: 5, query: $query) { nodes { id ... on MediaImage { image { url } } } }
}`

/** Makes a file out of uploaded bytes; it is on no product yet. */
export const CREATE_FILE = `mutation CreateFile($files: [FileCreateInput!]!) {
  fileCreate(files: $files) { files { id fileStatus } userErrors { field message code } }
}`

/** Changes files: their words, and which products they are on. */
export const UPDATE_FILES = `mutation UpdateFiles($files: [FileUpdateInput!]!) {
  fileUpdate(files: $files) { files { id fileStatus } userErrors { field message code } }
}`

/** Deletes files for good, wherever they are shown. */
export const DELETE_FILES = `mutation DeleteFiles($ids: [ID!]!) {
  fileDelete(fileIds: $ids) { deletedFileIds userErrors { field message code } }
}`

/** How far Shopify is with files. */
export const FILES = `query Files($ids: [ID!]!) {
  nodes(ids: $ids) { __typename id ... on MediaImage { status fileStatus mediaErrors { code message } } }
}`

/** Puts media into an order; Shopify does it in a job of its own. */
export const REORDER = `mutation Reorder($id: ID!, $moves: [MoveInput!]!) {
  productReorderMedia(id: $id, moves: $moves) { job { id done } mediaUserErrors { field message code } }
}`

/** Whether such a job is done. */
export const JOB = 'query Job($id: ID!) { job(id: $id) { id done } }'

/** Shows a picture with variants, in place of what they show. */
export const LINK_VARIANTS = `mutation LinkVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $productId, variants: $variants) {
    productVariants { id } userErrors { field message code } }
}`

/** Takes pictures away from variants. */
export const UNLINK_VARIANTS = `mutation UnlinkVariants(
  $productId: ID!, $variantMedia: [ProductVariantDetachMediaInput!]!
) {
  productVariantDetachMedia(productId: $productId, variantMedia: $variantMedia) {
    productVariants { id } userErrors { field message code } }
}`

/** What a variant shows. */
export const VARIANT =
  'query Variant($id: ID!) { productVariant(id: $id) { id media(first: 5) { nodes { id } } } }'

/** Has us told of changes. */
export const SUBSCRIBE = `mutation Subscribe($topic: WebhookSubscriptionTopic!, $sub: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $sub) {
    webhookSubscription { id topic uri } userErrors { field message } }
}`

/** What we are told of. */
export const SUBSCRIPTIONS = `query Subscriptions($first: Int!) {
  webhookSubscriptions(first: $first) { nodes { id topic uri } }
}`

/** Has us told no more. */
export const UNSUBSCRIBE = `mutation Unsubscribe($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}`

/** Takes the app off the store. */
export const UNINSTALL = 'mutation Uninstall { appUninstall { app { id } userErrors { field message } } }'

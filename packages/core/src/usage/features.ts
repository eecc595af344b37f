/** What people use: the screens, and what each is called in a sentence that begins with "You opened". */
export const FEATURES = {
  library: 'the library',
  picture: 'a picture',
  create: 'the page where pictures are made',
  models: 'the list of models',
  generations: 'the list of generations',
  generation: 'a generation',
  stores: 'the list of stores',
  products: 'the products of a store',
  product: 'a product of a store',
  publish: 'the page where pictures are published',
  publications: 'the publications',
  credits: 'the credits page',
  account: 'the account settings',
  security: 'the security settings',
  brand: 'the brand kit',
  tokens: 'the list of tokens',
  'request-log': 'the request log',
  webhooks: 'the webhooks',
  code: 'the page for developers',
  data: 'the page about your data',
  usage: 'the list of what you used',
} as const

/** A screen whose opening is written down, unless the person switched that off. */
export type Feature = keyof typeof FEATURES

/** Every feature. */
export const FEATURE_IDS = Object.keys(FEATURES) as [Feature, ...Feature[]]

import { distance } from './print-of.ts'

/** What is on a photo, in the words of a good describer. */
export type Description = { product: string; category: string; materials: string[]; altText: string }

/** The sample photos of the repository (fixtures/photos), by their prints: of them more can be said than of others. */
const KNOWN: readonly (Description & { print: bigint })[] = [
  {
    print: 0x00300c0e460e1008n,
    product: 'Twin-lens reflex camera',
    category: 'electronics',
    materials: ['metal', 'leatherette', 'glass'],
    altText: 'Black twin-lens reflex camera standing upright against a light grey background',
  },
  {
    print: 0x801098588e960c0cn,
    product: 'Potted cactus',
    category: 'garden',
    materials: ['terracotta', 'plant'],
    altText: 'Small green cactus in a terracotta pot against a tan wall',
  },
  {
    print: 0x000024468e984000n,
    product: 'Running shoe',
    category: 'shoes',
    materials: ['knitted textile', 'rubber'],
    altText: 'Single running shoe with flying laces on a white background',
  },
  {
    print: 0xde6e4393f3c38ef0n,
    product: 'Upholstered armchair',
    category: 'home',
    materials: ['velvet', 'wood'],
    altText: 'Blue upholstered armchair with wooden legs in a bright room',
  },
  {
    print: 0x001826060e1a2000n,
    product: 'Black lace-up shoe',
    category: 'shoes',
    materials: ['textile', 'rubber'],
    altText: 'Black lace-up shoe with flying laces on a white background',
  },
  {
    print: 0x00c03c361f07070en,
    product: 'Computer mouse',
    category: 'electronics',
    materials: ['plastic'],
    altText: 'Computer mouse seen from above on a light grey background',
  },
  {
    print: 0x80c0b090263a1ac8n,
    product: 'Wooden stool',
    category: 'home',
    materials: ['wood'],
    altText: 'Wooden stool standing in front of a blue background',
  },
  {
    print: 0x00103040cc800000n,
    product: 'Skipping rope',
    category: 'sport',
    materials: ['plastic', 'nylon'],
    altText: 'Skipping rope with handles laid out on a purple background',
  },
  {
    print: 0x80603c0e4f030000n,
    product: 'Network cable',
    category: 'electronics',
    materials: ['plastic', 'copper'],
    altText: 'Network cable with plugs on a white background',
  },
]

/** What still counts as the same photo, out of 64 places; different ones are nine and more apart. */
const MOST_APART = 5

/** What is known of a photo by its print, if it is a sample. */
export function findKnown(print: bigint): Description | undefined {
  return KNOWN.find((known) => distance(known.print, print) <= MOST_APART)
}

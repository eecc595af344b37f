import type { EventType } from '../events/index.ts'
import { FEATURES, type Feature } from './features.ts'

/** What an event notes beside its subject: ids and numbers, and words out of our own lists. */
export type EventFacts = Record<string, string | number | boolean>

/** Every event in a sentence; one that has none does not compile. */
const WORDS: Record<EventType, string | ((facts: EventFacts) => string)> = {
  'account.created': 'The account was made',
  'account.changed': 'Your account details were changed',
  'account.deletion_scheduled': 'The deletion of the account was asked for',
  'account.deletion_cancelled': 'The deletion of the account was called off',
  'session.started': 'You signed in',
  'session.ended': 'A session was ended',
  'identity.linked': 'A way to sign in was added',
  'identity.unlinked': 'A way to sign in was removed',
  'asset.uploaded': 'You uploaded a photo',
  'asset.prepared': 'A photo was prepared for the library',
  'asset.refused': 'A photo could not be read and was refused',
  'asset.deleted': 'You deleted a picture',
  'asset.purged': 'A deleted picture was removed from storage',
  'generation.started': 'You started a generation',
  'generation.finished': 'A generation finished',
  'generation.deleted': 'You deleted a generation',
  'generation.purged': 'A deleted generation was removed from storage',
  'output.started': 'A picture began to be made',
  'output.submitted': 'A picture was handed to its maker',
  'output.retrying': 'A picture is tried again',
  'output.succeeded': 'A picture was made',
  'output.failed': 'A picture could not be made',
  'output.cancelled': 'A picture was cancelled',
  'credits.changed': 'Your credits changed',
  'subscription.changed': 'Your plan changed',
  'order.placed': 'You placed an order',
  'order.confirmed': 'An order was confirmed',
  'order.cancelled': 'An order was withdrawn',
  'export.requested': 'You asked for an export',
  'export.progressed': 'An export got further',
  'export.ready': 'An export was ready to download',
  'export.failed': 'An export could not be made',
  'export.purged': 'An export was removed from storage',
  'token.created': 'You made a token',
  'token.rotated': 'You replaced a token',
  'token.revoked': 'You revoked a token',
  'webhook_endpoint.changed': 'A webhook endpoint was changed',
  'delivery.changed': 'A webhook delivery was tried',
  'analysis.requested': 'You had a picture analysed',
  'analysis.judged': 'It was judged how well a product can be cut out',
  'analysis.ready': 'A photo was analysed',
  'analysis.failed': 'A photo could not be analysed',
  'analysis.edited': 'You changed what is known of a photo',
  'saved_shot.changed': 'A saved shot was changed',
  'favourites.changed': 'Your favourite shots changed',
  'brand_kit.changed': 'Your brand kit was changed',
  'store.connected': 'You connected a store',
  'store.changed': 'What is known of a store changed',
  'store.locked_out': 'A store no longer let us in',
  'store.mirrored': 'The products of a store were read',
  'store.disconnected': 'You disconnected a store',
  'product.changed': 'A product changed in its store',
  'product.imported': 'A photo was taken from a store',
  'product.import_failed': 'A photo could not be taken from a store',
  'publication.planned': 'You planned a publication',
  'publication.discarded': 'You dropped a planned publication',
  'publication.approved': 'You approved a publication',
  'publication.progressed': 'A publication got further',
  'publication.published': 'A publication was made and verified',
  'publication.conflict': 'A publication stopped at a change in the store',
  'publication.failed': 'A publication could not be made',
  'publication.stuck': 'A publication waits for its store',
  'feature.used': ({ feature }) => `You opened ${FEATURES[feature as Feature] ?? 'a page'}`,
}

/** What happened, in a sentence without a full stop: "You opened the library". */
export function eventWords(type: EventType, facts: EventFacts = {}): string {
  const words = WORDS[type]
  return typeof words === 'string' ? words : words(facts)
}

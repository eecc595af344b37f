import { periodOf } from './period.ts'
import { analysingService, pictureServices } from './services.ts'

/** One sentence of the policy: a promise that code keeps and a test proves (docs/privacy-map.md, by `id`). */
export type PolicySentence = { id: string; text: string }

/** A part of the policy. */
export type PolicySection = { title: string; sentences: readonly PolicySentence[] }

/** The day of the last change of any sentence. */
export const POLICY_UPDATED_ON = '2026-11-23'

/** Where people write about their data. */
export const PRIVACY_CONTACT = 'support@nanostudiopro.com'

/** What we do with data, sentence by sentence. Times come from the rules that the sweep applies. */
export const PRIVACY_POLICY: readonly PolicySection[] = [
  {
    title: 'Who this is about',
    sentences: [
      {
        id: 'operator',
        text: 'Studio Pro can be run by anybody on machines of their own; whoever runs it at the address where you read this, the operator, holds your data and answers for it.',
      },
      { id: 'contact', text: `Questions and requests about your data: ${PRIVACY_CONTACT}.` },
    ],
  },
  {
    title: 'Your account',
    sentences: [
      {
        id: 'account-data',
        text: 'We keep your e-mail address, your name if you give one, and when the account was made.',
      },
      {
        id: 'account-password',
        text: 'Of your password we keep an Argon2id hash, from which nobody can read it.',
      },
      {
        id: 'account-sessions',
        text: 'For every browser that is signed in we keep when it signed in, when it was last used and what it calls itself (its user agent); that is removed when the session ends.',
      },
      {
        id: 'account-correct',
        text: 'You can see and change your e-mail address, your name and your password in the settings; a new address counts once a mail to it was answered.',
      },
      {
        id: 'account-identity',
        text: 'If you sign in through another service such as Google, we keep who you are there (an id and an e-mail address), until you take that away again or delete the account.',
      },
      {
        id: 'account-sign-ins',
        text: `So that you can see whether somebody else tries to get in, we keep each attempt to sign in to your account, with its time and browser but without a network address, for ${periodOf('signIn')}.`,
      },
      {
        id: 'account-mail',
        text: 'Mails go out through the operator’s own mail server, and only about your account: to confirm an address, to choose a new password, to tell of a change or of the deletion.',
      },
      {
        id: 'account-attempts',
        text: 'To stop guessing we count attempts to sign in by e-mail and by network address; both are kept only as hashes, and only until the limit has run out.',
      },
    ],
  },
  {
    title: 'Your photos and pictures',
    sentences: [
      {
        id: 'uploads',
        text: 'We keep each photo that you upload, or have us fetch from an address, exactly as it came, with its name, type, size and fingerprint (SHA-256), and two smaller copies to show it.',
      },
      {
        id: 'camera-data',
        text: 'What a camera wrote into a photo, such as the place, stays in your original, which only you can download; the smaller copies do not carry it.',
      },
      {
        id: 'pictures',
        text: 'Of each picture that is made we keep the file and its recipe: service, model, words, source photos by fingerprint, settings, time and cost.',
      },
      {
        id: 'batches',
        text: 'Of a batch we keep what it was asked to do, with the addresses, article numbers and names you gave, until you delete it; its pictures stay.',
      },
      {
        id: 'storage',
        text: 'Files lie in storage that speaks S3, such as Cloudflare R2, or on the operator’s own disk, and are handed out only by signed links that expire.',
      },
    ],
  },
  {
    title: 'Services that process pictures',
    sentences: [
      {
        id: 'services',
        text: `Pictures and videos are made by ${pictureServices()}: when you start a generation, the one whose model you chose is sent your words and copies of the source photos, without what the camera wrote into them, and neither your name nor your e-mail address nor a file name.`,
      },
      {
        id: 'services-results',
        text: 'Kling keeps what it makes for 30 days at an address that is not published, from where it is copied at once; the program cannot delete it there sooner.',
      },
      {
        id: 'services-only-then',
        text: 'A photo that you only upload is sent to no service that makes pictures.',
      },
      {
        id: 'services-analysis',
        text: `A photo that you upload is sent once to ${analysingService()}, as such a copy and without a word about you, to say what is on it and how well it serves as a source; uploads by test tokens are not.`,
      },
      {
        id: 'analysis-kept',
        text: 'What it said is kept with the photo and goes with it, you can replace it with words of your own, and it costs you nothing.',
      },
      {
        id: 'services-shown',
        text: 'Which service and which model processed which picture stands in the recipe of the picture, and beside what is said of a photo.',
      },
    ],
  },
  {
    title: 'Usage data',
    sentences: [
      {
        id: 'usage-events',
        text: 'We write down what happened in your account and when: generations, credits, and which pages of the studio you opened; in ids and numbers, never words or names of yours.',
      },
      {
        id: 'usage-own',
        text: 'These notes are our own, lie in the same database as everything else, and are given to nobody.',
      },
      {
        id: 'usage-delete',
        text: 'You can see every one of them and delete them whenever you like.',
      },
      {
        id: 'usage-switch',
        text: 'You can switch off that opened pages are written down; then none is.',
      },
      {
        id: 'credits',
        text: 'Every movement of your credits is kept in a statement that you can download and check, together with the plans and packs you ordered; we hold no card or bank details.',
      },
    ],
  },
  {
    title: 'Tokens and the public API',
    sentences: [
      {
        id: 'token-hash',
        text: 'A Personal Access Token is shown once; of the token itself we keep a keyed hash and the few characters by which you recognise it, beside its name, its scopes and when it was made and used.',
      },
      {
        id: 'request-log',
        text: `Of each call of the public API we keep method, endpoint, time, status code, duration, IP address, user agent and which token made it, for ${periodOf('requestLog')}; then that is gone.`,
      },
      {
        id: 'stored-answers',
        text: `So that a request that is sent again is not carried out twice, its answer is kept for ${periodOf('storedAnswer')}.`,
      },
    ],
  },
  {
    title: 'Webhooks and stores',
    sentences: [
      {
        id: 'webhooks',
        text: `Where you ask us to send events we keep the address and, encrypted, the secrets that sign them; what was sent, ids and numbers alone, is kept for ${periodOf('delivery')}.`,
      },
      {
        id: 'stores',
        text: 'Of a store that you connect we keep its name and address and a copy of its products with the addresses of their pictures, and of each publication how the product was before, with the pictures that it took off; of its customers and orders we ask for nothing.',
      },
      {
        id: 'stores-credentials',
        text: 'What a store lets us in with is encrypted in the way that keeps the webhooks’ secrets, and destroyed when you disconnect the store, with the copy of its products; past publications stay only if you want them to.',
      },
      {
        id: 'stores-leave',
        text: 'A store that you disconnect is told to send us nothing more, and gets back the access that was made for us alone; the store itself stays as it is.',
      },
      {
        id: 'stores-notices',
        text: `A store tells us when a product changed: of that we keep the number of the notice, for ${periodOf('storeNotice')}, and of what Shopify tells us about a customer nothing at all.`,
      },
      {
        id: 'stores-shopify',
        text: 'Of Shopify we ask only to read and write products and files: never for customers, orders or finance.',
      },
    ],
  },
  {
    title: 'Cookies and your browser',
    sentences: [
      {
        id: 'cookie',
        text: 'There is one cookie, and it is essential: it carries your session, so that you stay signed in, or a passing number while you sign in through another service.',
      },
      {
        id: 'browser-storage',
        text: 'Your browser itself remembers choices such as the theme and the model you used last; nothing that says who you are.',
      },
      {
        id: 'no-tracking',
        text: 'Nothing tracks you, and no page of the studio asks any other site for anything.',
      },
    ],
  },
  {
    title: 'How long, and deleting',
    sentences: [
      {
        id: 'kept-while-active',
        text: 'Data is kept while the account is active, but for what this page gives a shorter time.',
      },
      {
        id: 'delete-asset',
        text: 'You can delete a single photo or picture at any time: it disappears at once, and is then removed from storage for good, not hidden.',
      },
      {
        id: 'delete-generation',
        text: 'You can delete a generation at any time, and with it its words, its recipe and its pictures, in the same way.',
      },
      {
        id: 'delete-account',
        text: 'You can delete the whole account, at once or in seven days with a way back: every session, token, webhook, file, archive and row of yours goes, and work under way is stopped and its credits given back.',
      },
      {
        id: 'delete-proof',
        text: `You get a signed receipt of what was removed, which anybody can check; it names nobody and is itself removed after ${periodOf('receipt')}.`,
      },
      {
        id: 'what-stays',
        text: 'What stays are the numbers of the credit ledger under an id that names nobody, because books must add up, without a word that anybody wrote.',
      },
      {
        id: 'backups',
        text: 'Backups that the operator makes are in the operator’s hands: ask how long they are kept.',
      },
      {
        id: 'short-lived',
        text: `Uploads that never finished are removed after ${periodOf('abandonedUpload')}, prices that were quoted and not used ${periodOf('quote')} after they expired.`,
      },
    ],
  },
  {
    title: 'Taking your data with you',
    sentences: [
      {
        id: 'export-everything',
        text: 'You can export everything at any time, or only the pictures you choose: originals, pictures with their recipes, the statement, and every other row about you, in files that other programs read.',
      },
      {
        id: 'export-secrets',
        text: 'What is left out are passwords, tokens and keys, of which we hold only hashes or sealed copies.',
      },
      {
        id: 'export-expiry',
        text: `An archive is fetched through a link that expires, and is removed after ${periodOf('export')}.`,
      },
    ],
  },
]

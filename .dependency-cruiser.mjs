import swc from '@swc/core/Visitor.js'

/**
 * Who may import whom (docs/architecture.md draws it). The comment of a rule is what its violation prints:
 * it says where the code belongs instead.
 */

// swc's walker of syntax trees, which dependency-cruiser uses, does not know `using` declarations.
const { visitStatement } = swc.Visitor.prototype
swc.Visitor.prototype.visitStatement = function visit(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}

/** Tests, their set-up and contract suites may reach what production code may not. */
const tests = String.raw`\.test\.tsx?$|/testing/|\.contract\.ts$|\.e2e\.ts$|^e2e/`

/** Folders of the workspace as regular expressions. */
const ours = '^(apps|packages|e2e)/'
const except = (...names) => `^(apps|e2e|packages/(?!(${names.join('|')})/))`

/** A package that may import only these packages of ours. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: except(...allowed) },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one thought: merge them, or move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      comment:
        'This import leads nowhere. Relative imports carry ".ts"; packages are declared in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-production',
      comment:
        'What ships may not need a devDependency: declare it under "dependencies", or move the code to a test.',
      severity: 'error',
      from: {
        path: '^(apps/(api|worker)|packages/(core|db|services|integrations|cutout))/src/',
        pathNot: tests,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-optional', 'type-only'] },
    },
    only(
      'core-is-pure',
      '^packages/core/',
      ['core'],
      'core imports nothing of ours. What needs a database or a vendor is a use case: packages/services.',
    ),
    {
      name: 'core-does-no-io',
      comment:
        'core decides, it does not do: no Node modules, it also runs in the browser. Pass the value in.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'cutout-stands-alone',
      '^packages/cutout/',
      ['cutout'],
      'cutout works on pixels alone. What knows the product belongs to packages/integrations or packages/emulators.',
    ),
    only(
      'db-knows-core',
      '^packages/db/',
      ['db', 'core'],
      'db imports core alone. A rule belongs to packages/core, a use case to packages/services.',
    ),
    only(
      'integrations-know-core',
      '^packages/integrations/',
      ['integrations', 'core', 'cutout'],
      'An adapter imports core alone and gets the rest as arguments. What needs the database is a use case: packages/services.',
    ),
    only(
      'emulators-stand-alone',
      '^packages/emulators/',
      ['emulators', 'cutout'],
      'An emulator speaks a vendor’s protocol and knows nothing of ours; otherwise it would prove our own mistakes.',
    ),
    only(
      'services-know-ports',
      '^packages/services/',
      ['services', 'core', 'db', 'integrations'],
      'A use case imports core, db and ports of integrations. HTTP belongs to apps/api, job handling to apps/worker.',
    ),
    {
      name: 'services-know-no-vendor',
      comment: 'A use case imports the port, not the vendor: the adapter is chosen in container.ts.',
      severity: 'error',
      from: { path: '^packages/services/', pathNot: tests },
      to: {
        path: String.raw`^packages/integrations/src/((gemini|kling|local-studio|shopify|woocommerce|stores|object-store/(disk|s3))/|mail/(smtp|outbox)\.ts)`,
      },
    },
    {
      name: 'doors-only-translate',
      comment:
        'api and worker translate and call services. Database and adapters are configured in env.ts and opened in container.ts; a query or a vendor call belongs to packages/services.',
      severity: 'error',
      from: { path: '^apps/(api|worker)/', pathNot: [tests, String.raw`/src/(container|env|server)\.ts$`] },
      to: { path: '^packages/(db|integrations|cutout)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps-stand-alone',
      comment:
        'Apps do not import each other. What two of them need belongs to packages/services or packages/core.',
      severity: 'error',
      from: { path: '^(apps/([^/]+)|packages)/', pathNot: tests },
      to: { path: '^apps/', pathNot: ['^apps/$2/', '^apps/api/src/trpc/'] },
    },
    {
      name: 'api-types-only',
      comment: 'Of the API only its types may be imported (import type): a client talks to it over HTTP.',
      severity: 'error',
      from: { path: '^apps/(web|cli)/', pathNot: tests },
      to: { path: '^apps/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-knows-core',
      comment:
        'The web app imports schemas and formatting of core, and types of the API. Server code would end up in the browser: call it through the API.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(packages/(?!core/)|e2e)' },
    },
    {
      name: 'design-system-knows-no-feature',
      comment: 'ui and lib serve every feature and know none: move this piece into src/features/<noun>.',
      severity: 'error',
      from: { path: '^apps/web/src/(ui|lib)/', pathNot: tests },
      to: { path: '^apps/web/src/(features|routes)/' },
    },
    {
      name: 'emulators-are-for-tests',
      comment:
        'Production code knows a vendor by its base URL. Only tests, e2e and apps/cli/src/launch start an emulator.',
      severity: 'error',
      from: { path: ours, pathNot: [tests, '^packages/emulators/', '^apps/cli/src/launch/'] },
      to: { path: '^packages/emulators/' },
    },
    {
      name: 'embedded-database-is-local',
      comment:
        'The embedded PostgreSQL is for trying and for tests: services get DATABASE_URL. Start it in apps/cli/src/launch.',
      severity: 'error',
      from: { path: ours, pathNot: [tests, '^packages/db/local/', '^apps/cli/'] },
      to: { path: '^packages/db/local/' },
    },
    {
      name: 'test-code-stays-in-tests',
      comment: 'This is set-up for tests; production code may not need it.',
      severity: 'error',
      from: { path: ours, pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API to parse with.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^apps/web/dist/', '^packages/db/src/generated/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}

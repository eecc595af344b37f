import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** What a mutation costs, whatever it answers. */
const MUTATION_COST = 10

/**
 * The cost of a document before it runs, in points: an object 1, a list of pages 2 and what each of its entries costs, a
 * mutation 10; texts and numbers nothing (shopify.dev, "GraphQL Admin API rate limits").
 */
export function requestedCost(
  document: DocumentNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): number {
  const sizeOf = (field: FieldNode) => {
    for (const { name, value } of field.arguments ?? []) {
      if (name.value !== 'first' && name.value !== 'last') continue
      if (value.kind === Kind.INT) return Number(value.value)
      if (value.kind === Kind.VARIABLE) return Number(variables[value.name.value] ?? 1)
    }
    return 1
  }
  return costOf(document, schema, { sizeOf, entriesOf: () => [undefined], data: undefined })
}

/** The same once it has run: what came is what counts. */
export function actualCost(document: DocumentNode, schema: GraphQLSchema, data: unknown): number {
  const entriesOf = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((one) => one != null)
  return costOf(document, schema, { sizeOf: () => 1, entriesOf, data })
}

/** How lists are counted: by the size that was asked for, or by what came. */
type Counting = {
  sizeOf: (field: FieldNode) => number
  entriesOf: (value: unknown) => unknown[]
  data: unknown
}

function costOf(
  document: DocumentNode,
  schema: GraphQLSchema,
  { sizeOf, entriesOf, data }: Counting,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)

  const costOfSet = (set: SelectionSetNode, type: GraphQLCompositeType, value: unknown): number => {
    let own = 0
    let ofOneKind = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        own += costOfField(selection, type, value)
        continue
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
      const kind = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value)
      if (!fragment || (kind && !isCompositeType(kind))) continue
      // A thing is of one kind: of several, the dearest counts.
      ofOneKind = Math.max(ofOneKind, costOfSet(fragment.selectionSet, kind ?? type, value))
    }
    return own + ofOneKind
  }

  const costOfField = (field: FieldNode, parent: GraphQLCompositeType, parentValue: unknown): number => {
    const name = field.name.value
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined
    const type = definition && getNamedType(definition.type)
    const { selectionSet } = field
    if (!selectionSet || !isCompositeType(type) || name === 'pageInfo') return 0
    const value = (parentValue as Record<string, unknown> | undefined)?.[field.alias?.value ?? name]
    const own = name === 'edges' ? 0 : 1
    const costOfEntry = (entry: unknown) => own + costOfSet(selectionSet, type, entry)
    if (type.name.endsWith('Connection')) return 2 + sizeOf(field) * costOfSet(selectionSet, type, value)
    return entriesOf(value).reduce<number>((sum, entry) => sum + costOfEntry(entry), 0)
  }

  let cost = 0
  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue
    const root = schema.getRootType(one.operation)
    const isMutation = one.operation === 'mutation'
    if (isMutation) cost += MUTATION_COST * one.selectionSet.selections.length
    else if (root) cost += costOfSet(one.selectionSet, root, data)
  }
  return cost
}

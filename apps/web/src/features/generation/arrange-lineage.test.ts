import type { LineageView } from '@studio/core/generations'
import { describe, expect, it } from 'vitest'
import { madeOutput, sampleAsset } from '../../testing/sample-generation.ts'
import { arrangeLineage, type LineageBranch } from './arrange-lineage.ts'

/** The tree in one line: `shoe(g1(g2),g3)`. */
function draw(branches: readonly LineageBranch[]): string {
  return branches
    .map(({ key, branches: below }) => key + (below.length > 0 ? `(${draw(below)})` : ''))
    .join(',')
}

function generation(id: string, outputs: string[]): LineageView['generations'][number] {
  return {
    id: id as 'gen_1',
    shotId: null,
    modelId: 'm',
    modelName: 'M',
    makes: 'picture',
    prompt: id,
    createdAt: '2026-11-22T12:00:00.000Z',
    outputs: outputs.map((name, index) => ({
      id: `out_${name}` as const,
      index,
      status: 'succeeded',
      asset: { ...madeOutput(0).asset, ...sampleAsset(`ast_${name}`, `${name}.png`) },
    })),
  }
}

function lineage(changes: Partial<LineageView>): LineageView {
  return { generations: [], assets: [], sources: [], refinements: [], isComplete: true, ...changes }
}

const shoe = sampleAsset('ast_shoe', 'shoe.jpg')
const strap = sampleAsset('ast_strap', 'strap.jpg')

describe('a lineage', () => {
  it('grows from the photo through what was made to what was changed', () => {
    const tree = arrangeLineage(
      lineage({
        assets: [shoe],
        generations: [
          generation('gen_1', ['a', 'b']),
          generation('gen_2', ['c']),
          generation('gen_3', ['d']),
        ],
        sources: [
          { assetId: 'ast_shoe', generationId: 'gen_1', role: 'product' },
          { assetId: 'ast_shoe', generationId: 'gen_2', role: 'product' },
        ],
        refinements: [
          { outputId: 'out_b', generationId: 'gen_2' },
          { outputId: 'out_c', generationId: 'gen_3' },
        ],
      }),
    )
    expect(draw(tree)).toBe('ast_shoe(gen_1(gen_2(gen_3)))')
  })

  it('says which output was changed', () => {
    const [first] = arrangeLineage(
      lineage({
        generations: [generation('gen_1', ['a', 'b']), generation('gen_2', ['c'])],
        refinements: [{ outputId: 'out_b', generationId: 'gen_2' }],
      }),
    )
    expect(first?.branches[0]).toMatchObject({ key: 'gen_2', isRefinement: true, changedIndex: 1 })
  })

  it('hangs what used a made picture as its source below that picture, not below a photo beside it', () => {
    const [, made] = [generation('gen_1', ['a']), generation('gen_2', ['b'])]
    const tree = arrangeLineage(
      lineage({
        assets: [shoe, strap, sampleAsset('ast_a', 'a.png')],
        generations: [generation('gen_1', ['a']), made],
        sources: [
          { assetId: 'ast_shoe', generationId: 'gen_1', role: 'product' },
          { assetId: 'ast_strap', generationId: 'gen_2', role: 'style' },
          { assetId: 'ast_a', generationId: 'gen_2', role: 'base' },
        ],
      }),
    )
    expect(draw(tree)).toBe('ast_shoe(gen_1(gen_2)),ast_strap')
  })

  it('has everything once, also what was made from several photos', () => {
    const tree = arrangeLineage(
      lineage({
        assets: [shoe, strap],
        generations: [generation('gen_1', ['a'])],
        sources: [
          { assetId: 'ast_shoe', generationId: 'gen_1', role: 'product' },
          { assetId: 'ast_strap', generationId: 'gen_1', role: 'product' },
        ],
      }),
    )
    expect(draw(tree)).toBe('ast_shoe(gen_1),ast_strap')
  })

  it('shows what is left when the photo was deleted', () => {
    expect(draw(arrangeLineage(lineage({ generations: [generation('gen_1', ['a'])] })))).toBe('gen_1')
  })
})

import { describe, expect, it } from 'vitest'
import { SHOTS } from './catalogue/index.ts'
import { MAX_RECOMMENDED, mergeRecommended, recommendShots } from './recommend-shots.ts'
import { PRODUCT_CATEGORIES } from './shot.ts'

describe('the shots recommended for a product', () => {
  it('begin with what the analysis suggested, as long as it exists', () => {
    const product = {
      category: 'kitchen',
      suggestedShotIds: ['plinth', 'moon', 'kitchen', 'plinth'],
    } as const
    expect(recommendShots(product, SHOTS).slice(0, 2)).toEqual(['plinth', 'kitchen'])
  })

  it('go on with what is made for its category, then with what suits every product', () => {
    expect(recommendShots({ category: 'beauty', suggestedShotIds: [] }, SHOTS)).toEqual([
      ...['mirror', 'bathroom', 'flat-lay', 'in-hand'],
      ...['white-hero', 'grey-studio', 'brand-sweep', 'floating'],
    ])
  })

  it.each(PRODUCT_CATEGORIES)('are never of another category, never too many, never none: %s', (category) => {
    const ids = recommendShots({ category, suggestedShotIds: [] }, SHOTS)
    expect(ids.length).toBeGreaterThan(0)
    expect(ids.length).toBeLessThanOrEqual(MAX_RECOMMENDED)
    for (const { categories } of SHOTS.filter(({ id }) => ids.includes(id))) {
      expect(categories.length === 0 || categories.includes(category)).toBe(true)
    }
  })

  it('are those for every product where nothing is known of it, main pictures first', () => {
    expect(recommendShots(null, SHOTS).slice(0, 3)).toEqual(['white-hero', 'grey-studio', 'brand-sweep'])
  })

  it('are never a utility or a saved shot, even if suggested', () => {
    expect(recommendShots({ category: 'other', suggestedShotIds: ['cut-out'] }, SHOTS)).not.toContain(
      'cut-out',
    )
  })

  it('take turns where there are several photos', () => {
    expect(
      mergeRecommended([
        ['a', 'b', 'c'],
        ['d', 'a'],
      ]),
    ).toEqual(['a', 'd', 'b', 'c'])
    expect(mergeRecommended([])).toEqual([])
  })
})

import { SHOTS, type ShotView, viewShot } from '@studio/core/shots'
import { describe, expect, it } from 'vitest'
import { arrangeShots, type ShotFilter } from './arrange-shots.ts'

const catalogue = SHOTS.map((shot) => viewShot(shot))
const saved: ShotView = {
  ...(catalogue[0] as ShotView),
  id: 'sht_1',
  name: 'Our terrace',
  kind: 'saved',
  slots: [],
  categories: [],
  saved: { words: 'on the terrace in the rain', baseShotId: null },
}
const everything: ShotFilter = { search: '', slot: null, category: null, isFavouritesOnly: false }

function arrange(filter: Partial<ShotFilter>, recommended: string[] = [], first: string[] = []) {
  const sections = arrangeShots(
    [...catalogue, saved],
    { ...everything, ...filter },
    recommended,
    new Set(first),
  )
  return sections.map(({ heading, shots }) => [heading, shots.map(({ id }) => id)] as const)
}

describe('the gallery', () => {
  it('shows every shot once, whatever is recommended', () => {
    const ids = arrange({}, ['plinth', 'white-hero', 'gone']).flatMap(([, shots]) => shots)
    expect(ids.toSorted()).toEqual([...catalogue, saved].map(({ id }) => id).toSorted())
    expect(arrange({}, ['plinth', 'white-hero'])[0]).toEqual([
      'Recommended for this product',
      ['plinth', 'white-hero'],
    ])
  })

  it('keeps utilities apart, and puts favourites ahead of the others', () => {
    const sections = new Map(arrange({}, [], ['desk']))
    expect(sections.get('Shots')?.[0]).toBe('desk')
    expect(sections.get('Change a picture')).toContain('cut-out')
  })

  it('finds by name, by purpose and by one’s own words, every word counting', () => {
    expect(arrange({ search: 'marketplaces  main' }).flat(2)).toContain('white-hero')
    expect(arrange({ search: 'rain' })).toEqual([['Your shots', ['sht_1']]])
    expect(arrange({ search: 'rain marble' })).toEqual([])
  })

  it('hides what is for other places and other products, and keeps what is for all', () => {
    const ids = arrange({ slot: 'main', category: 'shoes' }).flatMap(([, shots]) => shots)
    expect(ids).toEqual(expect.arrayContaining(['white-hero', 'sht_1']))
    expect(ids).not.toContain('plinth')
    expect(ids).not.toContain('ghost-mannequin')
    expect(arrange({ category: 'shoes' }).flat(2)).not.toContain('kitchen')
  })

  it('shows favourites alone when asked', () => {
    const marked = catalogue.map((shot) => ({ ...shot, isFavourite: shot.id === 'desk' }))
    const sections = arrangeShots(marked, { ...everything, isFavouritesOnly: true }, [], new Set())
    expect(sections.flatMap(({ shots }) => shots.map(({ id }) => id))).toEqual(['desk'])
  })
})

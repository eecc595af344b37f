import { Boxes, Coins, Images, Layers, Settings, Store, WandSparkles } from 'lucide-react'

/** The rooms of the studio, in the order of the rail and the bottom bar. */
export const SECTIONS = [
  { to: '/', name: 'Library', icon: Images, shortcut: 'g l', isExact: true },
  { to: '/create', name: 'Create', icon: WandSparkles, shortcut: 'g c', isExact: false },
  { to: '/generations', name: 'Generations', icon: Layers, shortcut: 'g g', isExact: false },
  { to: '/batches', name: 'Batches', icon: Boxes, shortcut: 'g b', isExact: false },
  { to: '/stores', name: 'Stores', icon: Store, shortcut: 'g t', isExact: false },
  { to: '/credits', name: 'Credits', icon: Coins, shortcut: 'g m', isExact: false },
  { to: '/settings/{-$page}', name: 'Settings', icon: Settings, shortcut: 'g s', isExact: false },
] as const

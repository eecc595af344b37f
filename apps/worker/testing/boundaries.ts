/** The moments of making an output after which a worker can die, in their order. */
export const BOUNDARIES = ['claimed', 'asked', 'answered', 'half stored', 'stored', 'settled'] as const

/** A moment of making an output. */
export type Boundary = (typeof BOUNDARIES)[number]

/** What a worker that stops tells the test that started it. */
export type Reached = { type: 'reached'; outputId: string; boundary: Boundary }

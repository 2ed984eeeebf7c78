/** A piece of knowledge with its origin. */

export type Source = 'stated' | 'answered' | 'profile' | 'assumed'

export interface Fact<T> {
  readonly value: T
  readonly source: Source
  /** The words it was read from; absent for what nobody said. */
  readonly words?: string
}

export const stated = <T>(value: T, words: string): Fact<T> => ({ value, source: 'stated', words })
export const assumed = <T>(value: T): Fact<T> => ({ value, source: 'assumed' })

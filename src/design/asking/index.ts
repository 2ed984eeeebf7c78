/**
 * The facts that a person can be asked for: those of the field, then the limits that all fields share. Whether one is
 * asked is decided in questions.ts, by designing under each choice.
 */
import type { Field } from '../catalog/field.js'
import type { Askable } from './askable.js'
import { device, explanation, latency } from './limits.js'

/** In the order in which they are asked where their answers change equally much: data before limits and wishes. */
export function askablesOf({ askables }: Field): readonly Askable[] {
  const own = new Set(askables.map(({ id }) => id))
  return [...askables, ...[latency, explanation, device].filter(({ id }) => !own.has(id))]
}

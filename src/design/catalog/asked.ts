/** Families that people ask for by name: those of the catalogue, and those it does not have. */
import type { Brief } from '../brief/brief.js'
import type { Family } from './family.js'
import { families } from './index.js'
import type { Problem } from './problem.js'

interface Missing {
  readonly title: string
  /** The family of the catalogue that comes nearest. */
  readonly nearest: string
}

/** Words of brief/vocabulary.ts that no family of the catalogue answers to. */
const missing: Readonly<Record<string, Missing>> = {
  arima: { title: 'ARIMA', nearest: 'exponential-smoothing' },
  prophet: { title: 'Prophet', nearest: 'exponential-smoothing' },
  nhits: { title: 'N-HiTS', nearest: 'dlinear' },
  nbeats: { title: 'N-BEATS', nearest: 'dlinear' },
  convolution: { title: 'Temporal convolution network', nearest: 'gru-encoder-decoder' },
  pretrained: { title: 'Pretrained forecaster', nearest: 'patched-transformer' },
}

/** The family that answers to a word of the vocabulary. */
export const familyOf = (word: string): Family | undefined =>
  families.find(({ words, id }) => id === word || words.includes(word))

/** What a family id or word of the vocabulary is called. */
export const familyTitle = (word: string): string =>
  familyOf(word)?.title ?? (Object.hasOwn(missing, word) ? missing[word]?.title : undefined) ?? word

/** A sentence on a family that is not in the catalogue, undefined for one that is. */
export function whyMissing(word: string, problem: Problem): string | undefined {
  if (familyOf(word)) return undefined
  const known = Object.hasOwn(missing, word) ? missing[word] : undefined
  const nearest = known && familyOf(known.nearest)
  return `It is not in the catalogue yet, so nothing is computed for it${nearest ? `; the nearest that is: ${nearest.name(problem)}` : ''}.`
}

/** What somebody asked for by name and is not in the catalogue. */
export function notInCatalogue(brief: Brief, problem: Problem): { family: string; reason: string }[] {
  return (brief.constraints.wantedFamilies?.value ?? []).flatMap((word) => {
    const reason = whyMissing(word, problem)
    return reason ? [{ family: word, reason }] : []
  })
}

/** Families that people ask for by name: those of the catalogue, and those it does not have. */
import type { Domain } from '../brief/brief.js'
import type { Family } from './family.js'
import { allFamilies, fieldFor, fields } from './fields.js'
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
  nhits: { title: 'N-HiTS', nearest: 'n-beats' },
  pretrained: { title: 'Pretrained forecaster', nearest: 'patched-transformer' },
  tabpfn: { title: 'TabPFN', nearest: 'table-boosted-trees' },
  tabnet: { title: 'TabNet', nearest: 'ft-transformer' },
  svm: { title: 'Support vector machine', nearest: 'linear-model' },
  node2vec: { title: 'node2vec', nearest: 'graphsage' },
}

/**
 * The family that answers to a word of the vocabulary: of the field at hand where it has one, else of any.
 * @param domain of the brief that the word is said about
 */
export function familyOf(word: string, domain?: Domain): Family | undefined {
  const answers = ({ words, id }: Family) => id === word || words.includes(word)
  const own = fields.find((field) => field.domain === domain)
  return own?.families.find(answers) ?? allFamilies.find(answers)
}

/** What a family id or word of the vocabulary is called. */
export const familyTitle = (word: string, domain?: Domain): string =>
  familyOf(word, domain)?.title ?? (Object.hasOwn(missing, word) ? missing[word]?.title : undefined) ?? word

/** A sentence on a family that the problem's field does not have, undefined for one that it has. */
function whyMissing(word: string, problem: Problem): string | undefined {
  const { brief } = problem
  const field = fieldFor(brief)
  const { families, title } = field
  const own = families.filter(({ id, words }) => id === word || words.includes(word))
  if (own.some((family) => field.suits?.(problem, family) ?? true)) return undefined
  if (own[0]) return `${own[0].title} is made for another task than ${brief.task?.value ?? 'this one'}.`
  const elsewhere = familyOf(word)
  if (elsewhere) return `${elsewhere.title} is not a model for ${title}.`
  const known = Object.hasOwn(missing, word) ? missing[word] : undefined
  const nearest = known && families.find(({ id }) => id === known.nearest)
  return `It is not in the catalogue yet, so nothing is computed for it${nearest ? `; the nearest that is: ${nearest.name(problem)}` : ''}.`
}

/** What somebody asked for by name and is not in the catalogue. */
export function notInCatalogue(problem: Problem): { family: string; reason: string }[] {
  return (problem.brief.constraints.wantedFamilies?.value ?? []).flatMap((word) => {
    const reason = whyMissing(word, problem)
    return reason ? [{ family: word, reason }] : []
  })
}

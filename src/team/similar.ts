/** Which decided designs of a team a new problem resembles, and in what. Pure. */
import type { SimilarDesign } from '../architect/architect.js'
import type { Brief } from '../design/brief/brief.js'
import { factRows } from '../design/brief/facts.js'
import { type Head, viewOf } from '../session/head.js'

/** The most that are offered. */
const most = 2
/** What has less in common is another problem of the same field. */
const leastWeight = 2
/** Words say less than facts: three of them at most count. */
const mostWords = 3
/** Words that every request has, and short ones, tell nothing apart. */
const shortestWord = 4
const everyday = new Set(
  'design model predict prediction forecast forecasting classify with from that this have need want what data using based machine learning'.split(
    ' ',
  ),
)

/** @param decided heads of designs of the same team; those that are not decided are passed over */
export function similarTo(brief: Brief, decided: readonly Head[]): SimilarDesign[] {
  return decided
    .flatMap((head) => {
      const { short, decision } = viewOf(head)
      const { said, weight } = head.brief && decision ? likeness(brief, head.brief) : unlike
      if (!decision || weight < leastWeight) return []
      const chosen = `${decision.proposal} ${decision.name}`
      const similar = { ref: short, chosen, alike: said }
      return [{ similar, weight, at: decision.at }]
    })
    .sort((a, b) => b.weight - a.weight || b.at - a.at)
    .slice(0, most)
    .map(({ similar }) => similar)
}

interface Likeness {
  /** In words, for people. */
  readonly said: readonly string[]
  readonly weight: number
}
const unlike: Likeness = { said: [], weight: 0 }

/** What two problems of one field and task have in common: facts of what is predicted from what, and telling words. */
function likeness(a: Brief, b: Brief): Likeness {
  if (!a.domain || a.domain.value !== b.domain?.value || a.task?.value !== b.task?.value) return unlike
  const facts = factRows.flatMap(({ id, label, read }) => {
    const [mine, theirs] = [read(a), read(b)]
    const isOfProblem = id.startsWith('data.') || id.startsWith('targets.')
    return isOfProblem && mine && mine.value === theirs?.value ? [`${label}: ${mine.value}`] : []
  })
  const theirs = new Set(wordsOf(b.request))
  const words = wordsOf(a.request)
    .filter((word) => theirs.has(word))
    .slice(0, mostWords)
  return { said: [...facts, ...words.map((word) => `"${word}"`)], weight: facts.length + words.length }
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? []
  return [...new Set(words)].filter((word) => word.length >= shortestWord && !everyday.has(word))
}

/** Which domain a request belongs to, by votes of its words and by what they say together (design.md 5.1). */
import type { Domain } from './brief.js'
import { domainWords } from './domain-words.js'
import { joinedModalities, modalityMentions } from './modalities.js'
import { type CountRole, countNoun } from './nouns.js'
import { severalTargets } from './several-targets.js'
import type { Token } from './tokens.js'
import { ballotOf, type Evidence, vote } from './votes.js'

export interface DomainReading {
  readonly domain: Domain | undefined
  /** First and last token of the words that speak loudest for it. */
  readonly words: { readonly first: number; readonly last: number }
  readonly score: number
  /** The part of it that comes from words rather than from a horizon. */
  readonly wordScore: number
  /** The second best, where it is close. */
  readonly rival?: Domain
}

/** What a length of time to look ahead is worth as evidence for a forecast. */
const horizonWeight = 2.5
const leastScore = 1.5
const closeRival = 0.8

/** "The forecast says 20 degrees" tells of a forecast that somebody made. */
export function reportsAForecast(tokens: readonly Token[], at: number): boolean {
  if (!/^(forecast|prognose|prediction)s?$/.test(tokens[at]?.text ?? '')) return false
  return /^(says|said|is|was|were|looks|looked|sagt|dice)$/.test(tokens[at + 1]?.text ?? '')
}

/** "With the weather forecast as input" has a forecast among what is known. */
function isInput(tokens: readonly Token[], at: number): boolean {
  return /^(weather|wetter)$/.test(tokens[at - 1]?.text ?? '') && /^forecast/.test(tokens[at]?.text ?? '')
}

const votesOf = ballotOf(domainWords, (tokens, at) => reportsAForecast(tokens, at) || isInput(tokens, at))

/** @param horizon first and last token of a length of time that was read as how far ahead to predict */
export function readDomain(
  tokens: readonly Token[],
  horizon: { readonly first: number; readonly last: number } | undefined,
): DomainReading {
  const evidence = votesOf(tokens)
  weighTogether(tokens, evidence)
  // Any word of the domain names it better than a number of days.
  if (horizon) vote(evidence, 'time_series', horizonWeight, horizon.first, horizon.last, 0.1)
  const [best, second] = [...evidence].sort(([, a], [, b]) => b.score - a.score)
  const words = best?.[1].heaviest ?? { first: 0, last: 0 }
  const score = best?.[1].score ?? 0
  const wordScore = horizon && best?.[0] === 'time_series' ? score - horizonWeight : score
  if (!best || score < leastScore) return { domain: undefined, words, score, wordScore }
  const rival = second && second[1].score > closeRival * score ? { rival: second[0] } : {}
  return { domain: best[0], words, score, wordScore, ...rival }
}

const scoreOf = (evidence: ReadonlyMap<Domain, Evidence>, domain: Domain) => evidence.get(domain)?.score ?? 0

const severalWeight = 3
/** Where several targets are named for sure. */
const namedSeveral = 3
const pairWeight = 2.5
const linkWeight = 3.5

/** What words say together that none says alone. */
function weighTogether(tokens: readonly Token[], evidence: Map<Domain, Evidence>): void {
  // Pictures and text for one answer: what spoke for either field speaks for both together.
  const joined = joinedModalities(modalityMentions(tokens), tokens)
  if (joined) {
    const senses = (['vision', 'language', 'audio'] as const).map((domain) => scoreOf(evidence, domain))
    vote(
      evidence,
      'multimodal',
      pairWeight + senses.reduce((sum, score) => sum + score, 0),
      joined.first,
      joined.last,
    )
  }
  const several = severalTargets(tokens)
  if (several) vote(evidence, 'multi_task', severalWeight, several.first, several.last)
  // Whatever the several targets are read from: it is the fields' own model with several heads.
  const named = scoreOf(evidence, 'multi_task')
  if (named >= namedSeveral) {
    const own = (['tabular', 'vision', 'language', 'audio'] as const).map((domain) =>
      scoreOf(evidence, domain),
    )
    const { heaviest } = evidence.get('multi_task') ?? { heaviest: { first: 0, last: 0 } }
    vote(evidence, 'multi_task', Math.max(...own), heaviest.first, heaviest.last, 0)
  }
  moveAnomalies(evidence)
  // So many people and so many things to choose from.
  const [people, things] = [countedAs(tokens, 'users'), countedAs(tokens, 'items')]
  if (people >= 0 && things >= 0)
    vote(evidence, 'recommendation', pairWeight, Math.min(people, things), Math.max(people, things))
  // A graph, and what would be its edges.
  const events = Math.max(countedAs(tokens, 'events'), countedAs(tokens, 'edges'))
  const linked = scoreOf(evidence, 'graph') > 0 || tokens.some(({ text }) => text === 'network')
  if (linked && events >= 0) vote(evidence, 'graph', linkWeight, events, events)
}

/** Where a number stands before such a noun, with a word or two between; -1 if nowhere. */
function countedAs(tokens: readonly Token[], role: CountRole): number {
  return tokens.findIndex(({ kind, text }, i) => {
    if (kind !== 'word' || countNoun(text) !== role) return false
    return tokens.slice(Math.max(0, i - 3), i).some((token) => token.kind === 'number')
  })
}

/** A field's own data: from here on, anomalies in it are that field's. */
const ownData = 3

/** Anomalies in pictures or sounds are looked for by what sees and hears: the data decides. */
function moveAnomalies(evidence: Map<Domain, Evidence>): void {
  const anomalies = evidence.get('anomaly_detection')
  if (!anomalies) return
  for (const domain of ['vision', 'audio'] as const) {
    const own = evidence.get(domain)
    if (!own || own.score < ownData) continue
    evidence.set(domain, { ...own, score: own.score + anomalies.score })
    evidence.delete('anomaly_detection')
    return
  }
}

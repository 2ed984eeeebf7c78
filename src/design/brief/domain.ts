/** Which domain a request belongs to, by votes of its words and by what they say together (design.md 5.1). */
import type { Domain } from './brief.js'
import { weighTogether } from './domain-together.js'
import { domainWords } from './domain-words.js'
import type { Token } from './tokens.js'
import { ballotOf, vote } from './votes.js'
import { asksYesOrNo } from './yes-or-no.js'

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
  // Any word of the domain names it better than a number of days; a yes or no about the days ahead is no forecast.
  const ahead = horizon !== undefined && !asksYesOrNo(tokens) && !evidence.has('anomaly_detection')
  if (horizon && ahead) vote(evidence, 'time_series', horizonWeight, horizon.first, horizon.last, 0.1)
  const [best, second] = [...evidence].sort(([, a], [, b]) => b.score - a.score)
  const words = best?.[1].heaviest ?? { first: 0, last: 0 }
  const score = best?.[1].score ?? 0
  const wordScore = ahead && best?.[0] === 'time_series' ? score - horizonWeight : score
  if (!best || score < leastScore) return { domain: undefined, words, score, wordScore }
  const rival = second && second[1].score > closeRival * score ? { rival: second[0] } : {}
  return { domain: best[0], words, score, wordScore, ...rival }
}

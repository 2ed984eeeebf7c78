/**
 * Words to facts. One pass over the tokens of at most 16 KB; the words are data, whatever they say. A reply is read
 * onto the brief there is: what it says replaces what was known, everything else stays.
 */
import { type Brief, briefSchema, emptyBrief } from './brief.js'
import { asksForAnAnswer, designIntent, readDomain } from './domain.js'
import type { Draft } from './draft.js'
import type { Source } from './fact.js'
import { guessLanguage } from './language.js'
import { readQuantities } from './quantities.js'
import { readCounts } from './read-counts.js'
import { readLimits } from './read-limits.js'
import { readFrequencyWords, readTimes } from './read-times.js'
import { readWords } from './read-words.js'
import { cleanText, tokenize } from './tokens.js'

export interface BriefReading {
  readonly brief: Brief
  /** The words ask for something to be designed. Always judged on these words alone, not on `base`. */
  readonly isDesignRequest: boolean
  /** What a person should know about the reading, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * @param base the brief to read the words onto, absent for a first request
 * @param source what the facts are marked as: a request states, a reply to questions answers
 */
export function readBrief(text: string, base?: Brief, source: Source = 'stated'): BriefReading {
  const clean = cleanText(text)
  const plain = tokenize(clean.text, false)
  const language = guessLanguage(plain.filter(({ kind }) => kind === 'word').map((token) => token.text))
  const tokens = language === 'en' ? plain : tokenize(clean.text, true)
  const brief = base ? copyOf(base) : emptyBrief(clean.text.trim())
  const draft: Draft = {
    brief,
    source,
    text: clean.text,
    tokens,
    said: new Map(),
    used: new Set(),
    notes: [],
  }

  const quantities = readQuantities(tokens)
  readTimes(draft, quantities)
  readFrequencyWords(draft)
  const hasHorizon = draft.said.has('horizon')
  const domain = readDomain(tokens, hasHorizon)
  // A reply rarely names its domain again: it changes only when the words speak clearly for another.
  const settled = base?.domain && (domain.domain === undefined || domain.score < 6 || !isRequest(tokens, 0))
  if (domain.domain && !settled) brief.domain = { value: domain.domain, source, words: domain.words }
  if (domain.rival) draft.notes.push(`Read as ${say(domain.domain)}; it could also be ${say(domain.rival)}.`)
  const forecasting = brief.domain === undefined || brief.domain.value === 'time_series'
  readLimits(draft, quantities)
  readCounts(draft, quantities, forecasting)
  readWords(draft)
  setTask(brief)
  dropEmptyHorizon(draft, base)
  if (clean.omitted > 0)
    draft.notes.push(
      `The text is long: its start and end were read, ${clean.omitted} characters in between were not.`,
    )
  if (clean.stripped > 0) draft.notes.push(`${clean.stripped} invisible characters were left out.`)
  const isDesignRequest = isVague(tokens) || (domain.score >= 2.5 && isRequest(tokens, domain.score))
  return { brief, isDesignRequest, notes: draft.notes }
}

/** Words of a domain are a request when something is to be modelled, or when they leave no doubt by themselves. */
function isRequest(tokens: Draft['tokens'], score: number): boolean {
  return !asksForAnAnswer(tokens) && (designIntent(tokens) >= 1 || score >= 5)
}

/** "Can you design me a model": no domain yet, but clearly for us. */
function isVague(tokens: Draft['tokens']): boolean {
  const makes = tokens.some(({ text }) =>
    /^(design|build|propose|model|architecture|predict|modell|modelo)$/.test(text),
  )
  return makes && designIntent(tokens) >= 3
}

function setTask(brief: Brief): void {
  if (brief.domain?.value !== 'time_series') return
  const value = brief.targets.output?.value === 'intervals' ? 'probabilistic forecasting' : 'forecasting'
  brief.task = {
    value,
    source: brief.domain.source,
    ...(brief.domain.words && { words: brief.domain.words }),
  }
}

/** Outside forecasting a length of time says when the outcome is known; it stays as a horizon. A step of 0 cannot be. */
function dropEmptyHorizon({ brief }: Draft, base: Brief | undefined): void {
  const horizon = brief.data.horizon
  if (horizon && !(horizon.value.value > 0)) brief.data.horizon = base?.data.horizon
}

/** Facts are replaced, never changed in place: one level of copies is enough. */
function copyOf(brief: Brief): Brief {
  return {
    ...brief,
    data: { ...brief.data },
    targets: { ...brief.targets },
    constraints: { ...brief.constraints },
    team: { ...brief.team },
    // A new text settles what an older one left open.
    conflicts: [],
  }
}

const say = (domain: string | undefined) => (domain ?? 'nothing known').replaceAll('_', ' ')

/** Whether stored data is a brief this version wrote. */
export const isBrief = (value: unknown): value is Brief => briefSchema.safeParse(value).success

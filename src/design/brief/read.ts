/**
 * Words to facts. One pass over the tokens of at most 16 KB; the words are data, whatever they say. A reply is read
 * onto the brief there is: what it says replaces what was known, everything else stays.
 */
import { readBareTimes } from './bare-times.js'
import { type Brief, emptyBrief } from './brief.js'
import { cleanText } from './clean.js'
import { type DomainReading, readDomain } from './domain.js'
import { type Draft, wordsOf } from './draft.js'
import type { Source } from './fact.js'
import { counted } from './facts.js'
import { asksForADesign } from './intent.js'
import type { Language } from './language.js'
import { givesOrders } from './orders.js'
import { type Quantity, readQuantities } from './quantities.js'
import { readClasses } from './read-classes.js'
import { readCounts } from './read-counts.js'
import { inferActions, readDecisions } from './read-decisions.js'
import { readKnownFuture } from './read-known-future.js'
import { readLabels } from './read-labels.js'
import { readLanguages } from './read-languages.js'
import { readLengths } from './read-lengths.js'
import { readLimits } from './read-limits.js'
import { readMethods } from './read-methods.js'
import { readMetric } from './read-metric.js'
import { readModel } from './read-model.js'
import { readNamed } from './read-named.js'
import { readOutput } from './read-output.js'
import { readPositives } from './read-positives.js'
import { readRecommender } from './read-recommender.js'
import { readServing } from './read-serving.js'
import { readSeveral } from './read-several.js'
import { countClips, readImageSize, readRecordings } from './read-signals.js'
import { readStack } from './read-stack.js'
import { readSubject } from './read-subject.js'
import { readTask } from './read-task.js'
import { readTeam } from './read-team.js'
import { freeHorizon, pastTime, putHorizon, readFreeTimes, readTimes } from './read-times.js'
import { readUpkeep } from './read-upkeep.js'
import { readWindows } from './read-windows.js'
import { readWishes } from './read-wishes.js'
import { readTokens } from './tokens.js'
import { mentionsIn } from './topic-mentions.js'
import { readUnnumberedTimes } from './unnumbered-times.js'

export interface BriefReading {
  readonly brief: Brief
  /** The words ask for something to be designed. Always judged on these words alone, not on `base`. */
  readonly isDesignRequest: boolean
  /** Of the words. */
  readonly language: Language | 'unknown'
  /** What a person should know about the reading, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * @param base the brief to read the words onto, absent for a first request
 * @param source what the facts are marked as: a request states, a reply to questions answers
 */
export function readBrief(text: string, base?: Brief, source: Source = 'stated'): BriefReading {
  const clean = cleanText(text)
  const { tokens, language } = readTokens(clean.text)
  const draft: Draft = {
    brief: base ? copyOf(base) : emptyBrief(clean.text.trim()),
    source,
    clean,
    tokens,
    language,
    said: new Map(),
    used: new Set(),
    notes: [],
  }
  const quantities = readQuantities(tokens)
  readNamed(draft, quantities)
  readRecordings(draft, quantities)
  const mentions = mentionsIn(clean.text, tokens)
  readUpkeep(draft, mentions, quantities)
  const times = quantities.filter(({ first }) => !draft.used.has(first))
  const free = readTimes(draft, times)
  readBareTimes(draft, times)
  readUnnumberedTimes(draft, times)
  const domain = readDomainOf(draft, free, base)
  if (countsSeries(draft.brief)) readFreeTimes(draft, free)
  readWindows(draft, quantities)
  readTask(draft, base?.task?.value)
  // A size stands between the names of a model and of a method, which are quoted together.
  readModel(draft)
  readStack(draft)
  readImageSize(draft)
  readDecisions(draft, quantities)
  readLimits(draft, quantities)
  readServing(draft, quantities)
  readRecommender(draft, quantities)
  readLengths(draft, quantities)
  readCounts(draft, quantities)
  inferActions(draft)
  countClips(draft)
  readLabels(draft)
  readPositives(draft, quantities)
  readClasses(draft, quantities)
  readSeveral(draft)
  readOutput(draft, quantities)
  readKnownFuture(draft)
  readLanguages(draft)
  readMetric(draft, quantities)
  readWishes(draft)
  readMethods(draft, mentions, base !== undefined)
  readTeam(draft, quantities)
  readSubject(draft)
  readTask(draft, base?.task?.value)
  noteReading(draft)
  // In a language that is not read, a device and a framework are all that can be understood.
  const named = language === 'unknown' && draft.said.size >= namedFacts
  const isDesignRequest = named || asksForADesign(tokens, domain, draft.said)
  if (isDesignRequest && givesOrders(tokens))
    draft.notes.push('Orders about the bot itself are read as text and not followed.')
  return { brief: draft.brief, isDesignRequest, language, notes: draft.notes }
}

/** Facts by which a text that cannot be read is one about a model. */
const namedFacts = 2

/** "Make it 90 days": in a reply of a few words a length of time is the horizon, also where one is known. */
const shortReply = 10
/** A score at which a reply names another domain than the one that is known. */
const clearDomain = 6

/** One word of a field, which may be said of another. */
const weakDomain = 2

/** Whether stores, sensors and the like are series of their own. */
const countsSeries = ({ domain }: Brief) =>
  domain === undefined || domain.value === 'time_series' || domain.value === 'anomaly_detection'

/**
 * The domain, and with it the horizon that only a forecast has: `unclaimed` are lengths of time that no word
 * beside them claims. A reply rarely names its domain again, so a known one changes only when the words speak clearly.
 */
function readDomainOf(draft: Draft, unclaimed: readonly Quantity[], base: Brief | undefined): DomainReading {
  const { brief, tokens } = draft
  const free = freeHorizon(draft, unclaimed)
  const said = draft.said.get('horizon')
  // Years of a step speak of a series as a horizon does.
  const before = readDomain(tokens, said ?? pastTime(draft, unclaimed))
  const wanted = !brief.data.horizon || (!said && tokens.length <= shortReply)
  // "Weekly, 13 weeks" is a forecast, whatever a single word beside it is mostly said of.
  const isWeak = before.score <= weakDomain && draft.said.has('step')
  const fits = isWeak || (before.domain ?? brief.domain?.value ?? 'time_series') === 'time_series'
  const open = free && wanted && fits
  if (open) putHorizon(draft, free)
  const reading = open ? readDomain(tokens, free) : before
  const settled =
    base?.domain !== undefined &&
    !(reading.score >= clearDomain && asksForADesign(tokens, reading, draft.said))
  if (!reading.domain || settled) return reading
  const words = wordsOf(draft, reading.words.first, reading.words.last)
  brief.domain = { value: reading.domain, source: draft.source, words }
  if (reading.rival)
    draft.notes.push(`Read as ${say(reading.domain)}; it could also be ${say(reading.rival)}.`)
  return reading
}

function noteReading({ clean, notes }: Draft): void {
  const characters = (n: number) => counted(n, 'character')
  const were = (n: number) => (n === 1 ? 'was' : 'were')
  if (clean.omitted > 0)
    notes.push(
      `The text is long: its start, its end and a sample of its middle were read, ${characters(clean.omitted)} ${were(clean.omitted)} not.`,
    )
  if (clean.stripped > 0)
    notes.push(`${characters(clean.stripped)} that cannot be seen ${were(clean.stripped)} left out.`)
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

const say = (domain: string) => domain.replaceAll('_', ' ')

/**
 * Whether a question, or an assumption, is about a topic: by the words of the topic, each with what else it is called.
 * A topic of several things ("rows and labels") is covered when at least half of them are.
 */

import type { Assumption } from '../../src/design/proposal.js'
import type { Question } from '../../src/design/question.js'

interface Said {
  /** The topic. */
  readonly topic: RegExp
  /** What a question or assumption about it holds. */
  readonly about: RegExp
  /** What a question that asks for just this holds, where that is narrower. */
  readonly asks?: RegExp
}

const synonyms: readonly Said[] = [
  { topic: /number of series|how many series/i, about: /series/i, asks: /how many series/i },
  { topic: /history|how far back/i, about: /histor|how long|how much data|back/i, asks: /histor/i },
  {
    topic: /frequency|step|granularity|resolution of time/i,
    about: /step|frequen|hourly|daily|how often|measured|time between/i,
    asks: /frequen|how often|time between/i,
  },
  { topic: /seasonal/i, about: /season|cycle|repeat/i },
  {
    topic: /covariate|known-future|exogenous|promotion|holiday/i,
    about: /known|planned|future|calendar|holiday|covariate|promotion/i,
  },
  {
    topic: /interval|point forecast|uncertaint|quantile|probabil/i,
    about: /interval|uncertain|point|quantile|range|probab/i,
    asks: /interval|uncertain|quantile|range/i,
  },
  {
    topic: /users?\b/i,
    about: /users?\b|people|customers|visitors/i,
    asks: /how many (?:users|people|customers)/i,
  },
  { topic: /interaction|click|event/i, about: /interaction|click|purchase|event|ratings?/i },
  {
    topic: /implicit|explicit|feedback/i,
    about: /implicit|explicit|ratings?|clicks?|feedback/i,
    asks: /implicit|feedback|ratings?/i,
  },
  {
    topic: /latenc|online|real-?time|batch|nightly|serving/i,
    about: /latenc|fast|batch|online|milliseconds|wait|serv/i,
    asks: /latenc|how (?:fast|quick|soon)|milliseconds|wait/i,
  },
  {
    topic: /cold ?start|new items|item features|content/i,
    about: /cold|new (?:items|users)|content|describ|attribute|features/i,
  },
  {
    topic: /input type|modalit|kind of input|tabular|image|text/i,
    about: /input|picture|image|text|table|made of|kind of data|examples look/i,
  },
  {
    topic: /target|predict|decision|outcome|goal|task\b/i,
    about: /target|predict|decid|outcome|what should|task/i,
    asks: /what (?:should|is) .*(?:predict|decid)|target/i,
  },
  { topic: /class(?:es)?\b|categor|labels per/i, about: /class|categor|label/i, asks: /class|categor/i },
  { topic: /related|share/i, about: /relat|share|same|together/i },
  {
    topic:
      /rows?\b|examples|how much data|data available|amount of data|dataset|number of|volume|size of data/i,
    about: /rows|examples|how many|how much|data|records/i,
    asks: /how many (?:rows|examples|records)(?! (?:have|are))/i,
  },
  {
    topic: /labels?\b|labelled|annotat/i,
    about: /label|annotat|right answer|known|both/i,
    asks: /label|annotat|right answer/i,
  },
  { topic: /alert/i, about: /alert|alarm/i },
  { topic: /hardware|gpu|device/i, about: /device|hardware|gpu|memory|runs? on/i },
  {
    topic: /limits?|constraint|budget|deployment/i,
    about: /limit|device|hardware|gpu|budget|memory|latenc|fast|runs? on/i,
    asks: /budget|limit/i,
  },
  { topic: /explain|interpretab/i, about: /explain|interpret/i },
  { topic: /horizon|how far ahead/i, about: /horizon|ahead/i },
  {
    topic: /catalog|items?\b|skus?/i,
    about: /items|catalogue|products/i,
    asks: /how many (?:items|products)/i,
  },
  { topic: /simulator/i, about: /simulat/i },
  { topic: /action/i, about: /action|control|torque/i },
  { topic: /framework/i, about: /framework|pytorch|tensorflow|keras|jax/i },
  { topic: /languages?\b/i, about: /language/i },
  {
    topic: /cloud|air-?gap|privacy|gdpr|personal/i,
    about: /cloud|air-?gap|leave|outside|privacy|personal|network/i,
  },
  {
    topic: /imbalance|positive|rare|base rate|fraud rate/i,
    about: /positive|rare|share|rate|imbalance|how many of/i,
    asks: /positive|rare|imbalance/i,
  },
  { topic: /cost of error|false|threshold/i, about: /cost|false|miss|worse|error/i },
  { topic: /model size|parameters/i, about: /size|parameters|larger|model/i, asks: /parameters|how large/i },
  {
    topic: /compounds?|molecules?/i,
    about: /compound|molecule|how many/i,
    asks: /how many (?:compound|molecule)/i,
  },
  { topic: /nodes?|edges?|graph/i, about: /node|edge|graph|links?/i },
  { topic: /image size|resolution|pixel/i, about: /pixel|resolution|large|size/i, asks: /pixel|resolution/i },
  { topic: /reward/i, about: /reward|success|outcome/i },
  {
    topic: /documents?|corpus/i,
    about: /document|corpus|pages|texts/i,
    asks: /how many (?:documents|pages|texts)/i,
  },
  {
    topic: /metric|accuracy|quality/i,
    about: /metric|measure|accura|good enough|error/i,
    asks: /metric|accura/i,
  },
  { topic: /logged|logs?\b|offline data/i, about: /logs?\b|logged|recorded|past decisions/i },
  { topic: /exploration|explore|safe/i, about: /explor|try|safe/i },
  { topic: /drift|change over time|retrain/i, about: /drift|change|retrain|often/i, asks: /drift|retrain/i },
  { topic: /sampl(?:e|ing) rate|sensor/i, about: /sampl|sensor|rate|hertz|hz/i, asks: /sampl/i },
  { topic: /team|skills|expert/i, about: /team|people|experience/i, asks: /team|experience/i },
]

const groups = (topic: string): string[] =>
  topic
    .replace(/\(.*?\)/g, '')
    .split(/\band\b|\bor\b|,|\/|;/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** How a part of a topic may be said; its own longer words where nothing better is known. */
function patternsOf(part: string, use: 'about' | 'asks'): readonly RegExp[] {
  const known = synonyms.filter(({ topic }) => topic.test(part))
  const own = part.match(/\p{L}{4,}/gu) ?? []
  return known.length > 0
    ? known.map((one) => (use === 'asks' ? (one.asks ?? one.about) : one.about))
    : own.map((one) => new RegExp(one.slice(0, 6), 'i'))
}

const holds = (said: string, part: string, use: 'about' | 'asks') =>
  patternsOf(part, use).some((pattern) => pattern.test(said))

const wordsOfQuestion = ({ id, text, choices }: Question) =>
  `${id} ${text} ${choices.map(({ label }) => label).join(' ')}`
const wordsOfAssumption = ({ fact, label, value }: Assumption) => `${fact} ${label} ${value}`

export interface Covered {
  readonly ok: boolean
  /** The parts that nothing is about. */
  readonly missing: readonly string[]
}

/** By a question or a labelled assumption. */
export function isCovered(
  topic: string,
  questions: readonly Question[],
  assumptions: readonly Assumption[],
): Covered {
  const said = [...questions.map(wordsOfQuestion), ...assumptions.map(wordsOfAssumption)]
  const parts = groups(topic)
  const missing = parts.filter((part) => !said.some((one) => holds(one, part, 'about')))
  return { ok: missing.length * 2 <= parts.length, missing }
}

/** The question that asks for what the text gave already. A question's own subject counts, not its choices. */
export function isAsked(topic: string, questions: readonly Question[]): Question | undefined {
  return questions.find(({ text }) => groups(topic).some((part) => holds(text, part, 'asks')))
}

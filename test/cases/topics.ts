/**
 * Whether a question, or an assumption, is about a topic: by the words of the topic, each with what else it is called.
 * A topic of several things ("rows and labels") is covered when at least half of them are.
 */

import type { Assumption } from '../../src/design/proposal.js'
import type { Question } from '../../src/design/question.js'

/** What a word of a topic may be called in a question. */
const synonyms: readonly (readonly [RegExp, RegExp])[] = [
  [/number of series|how many series/i, /series/i],
  [/history|how far back/i, /histor|how long|how much data|back/i],
  [
    /frequency|step|granularity|resolution of time/i,
    /step|frequen|hourly|daily|how often|measured|time between/i,
  ],
  [/seasonal/i, /season|cycle|repeat/i],
  [
    /covariate|known-future|exogenous|promotion|holiday/i,
    /known|planned|future|calendar|holiday|covariate|promotion/i,
  ],
  [
    /interval|point forecast|uncertaint|quantile|probabil/i,
    /interval|uncertain|point|quantile|range|probab/i,
  ],
  [/users?\b/i, /users?\b|people|customers|visitors/i],
  [/interaction|click|event/i, /interaction|click|purchase|event|ratings?/i],
  [/implicit|explicit|feedback/i, /implicit|explicit|ratings?|clicks?|feedback/i],
  [
    /latenc|online|real-?time|batch|nightly|serving/i,
    /latenc|fast|batch|online|answer|milliseconds|wait|serv/i,
  ],
  [
    /cold ?start|new items|item features|content/i,
    /cold|new (?:items|users)|content|describ|attribute|features/i,
  ],
  [
    /input type|modalit|kind of input|tabular|image|text/i,
    /input|picture|image|text|table|made of|kind of data|examples look/i,
  ],
  [/target|predict|decision|outcome|goal|task\b/i, /target|predict|decid|outcome|what should|task/i],
  [/class(?:es)?\b|categor|labels per/i, /class|categor|label/i],
  [/related|share/i, /relat|share|same|together/i],
  [
    /rows?\b|examples|how much data|data available|amount of data|dataset|number of|volume|size of data/i,
    /rows|examples|how many|how much|data|records/i,
  ],
  [/labels?\b|labelled|annotat/i, /label|annotat|right answer|known|both/i],
  [
    /limits?|constraint|hardware|budget|gpu|device|deployment/i,
    /limit|device|hardware|gpu|budget|memory|latenc|fast|runs? on|answer/i,
  ],
  [/explain|interpretab/i, /explain|interpret|why/i],
  [/horizon|how far ahead/i, /horizon|ahead/i],
  [/catalog|items?\b|skus?/i, /items|catalogue|products/i],
  [/simulator/i, /simulat/i],
  [/action/i, /action|control|torque/i],
  [/framework/i, /framework|pytorch|tensorflow|keras|jax/i],
  [/languages?\b/i, /language/i],
  [/cloud|air-?gap|privacy|gdpr|personal/i, /cloud|air|leave|outside|privacy|personal|network/i],
  [/alert/i, /alert|alarm/i],
  [/imbalance|positive|rare|base rate|fraud rate/i, /positive|rare|share|rate|imbalance|how many of/i],
  [/cost of error|false|threshold/i, /cost|false|miss|worse|error/i],
  [/model size|parameters/i, /size|parameters|larger|model/i],
  [/compounds?|molecules?/i, /compound|molecule|how many/i],
  [/nodes?|edges?|graph/i, /node|edge|graph|links?/i],
  [/image size|resolution|pixel/i, /pixel|resolution|large|size/i],
  [/reward/i, /reward|success|outcome/i],
  [/documents?|corpus/i, /document|corpus|pages|texts/i],
  [/metric|accuracy|quality/i, /metric|measure|accura|good enough|error/i],
  [/logged|logs?\b|offline data/i, /logs?\b|logged|recorded|past decisions/i],
  [/exploration|explore|safe/i, /explor|try|safe/i],
  [/drift|change over time|retrain/i, /drift|change|retrain|often/i],
  [/sampl(?:e|ing) rate|sensor/i, /sampl|sensor|rate|hertz|hz/i],
  [/team|skills|expert/i, /team|people|experience/i],
]

const groups = (topic: string): string[] =>
  topic
    .replace(/\(.*?\)/g, '')
    .split(/\band\b|\bor\b|,|\/|;/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** How a part of a topic may be said; its own longer words where nothing better is known. */
function patternsOf(part: string): readonly RegExp[] {
  const known = synonyms.filter(([pattern]) => pattern.test(part)).map(([, said]) => said)
  const own = part.match(/\p{L}{4,}/gu) ?? []
  return known.length > 0 ? known : own.map((one) => new RegExp(one.slice(0, 6), 'i'))
}

const about = (said: string, part: string) => patternsOf(part).some((pattern) => pattern.test(said))

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
  const missing = parts.filter((part) => !said.some((one) => about(one, part)))
  return { ok: missing.length * 2 <= parts.length, missing }
}

/** The question that asks for what the text gave already. A question's own subject counts, not its choices. */
export function isAsked(topic: string, questions: readonly Question[]): Question | undefined {
  return questions.find(({ id, text }) => groups(topic).some((part) => about(`${id} ${text}`, part)))
}

/**
 * How somebody wants it done: the split of the test, a hosted service, oversampling, named methods and what is ruled
 * out. A later text replaces what it names, and what it names instead of something is no longer asked for.
 */
import type { Brief } from './brief.js'
import { type Draft, put, wordsOf } from './draft.js'
import { insteadOf, type Method, methodNames, onlyBans } from './methods.js'
import { countNoun } from './nouns.js'
import { inEurope } from './privacy.js'
import type { Mentions, TopicMention } from './topic-mentions.js'
import type { Topic } from './topics.js'
import { unitWord } from './units.js'

type Methods = NonNullable<Brief['methods']>

/** @param isReply the words go on with a brief that is known */
export function readMethods(draft: Draft, all: Mentions, isReply: boolean): void {
  const mentions = isReply ? withoutQuestions(draft, all) : all
  const methods = { ...draft.brief.methods }
  if (readSplit(draft, mentions)) {
    // Another test than the one that was asked for before.
    delete methods.testOnTraining
    delete methods.leaveLastOut
  }
  readEurope(draft, mentions)
  readFullTuning(draft, mentions)
  readOffNetwork(draft, mentions)
  const named = new Set<Method>()
  for (const method of methodNames) {
    const found = (mentions.get(method) ?? []).filter(
      (mention) =>
        (method !== 'hostedApi' || !isOwn(mention, mentions)) &&
        (method !== 'noMoreDevices' || isOfDevices(draft, mention)),
    )
    const [first] = found
    if (!first) continue
    const ban = found.find(({ negated }) => negated)
    const wish = found.find(({ negated }) => !negated)
    const isBan = onlyBans.has(method) ? ban !== undefined : wish === undefined
    if (onlyBans.has(method) && !isBan) {
      delete methods[method]
      continue
    }
    const { first: from, last: to } = (isBan ? ban : wish) ?? first
    methods[method] = {
      value: !isBan,
      source: draft.source,
      words: wordsOf(draft, from, to),
    }
    if (!isBan) named.add(method)
  }
  if (isReply) withdraw(draft, methods, named, mentions)
  if (Object.keys(methods).length > 0) draft.brief.methods = methods
  else delete draft.brief.methods
}

/** What a reply names takes the place of what was asked for instead of it. */
function withdraw(draft: Draft, methods: Methods, named: ReadonlySet<Method>, mentions: Mentions): void {
  for (const group of insteadOf)
    if (group.some((method) => named.has(method)))
      for (const method of group) if (methods[method]?.value && !named.has(method)) delete methods[method]
  if (draft.said.has('full training') && !named.has('adapters')) delete methods.adapters
  if (named.has('fourBit') || named.has('eightBit')) delete methods.quantising
  // Nothing is held in fewer bits where that is ruled out.
  if (methods.quantising?.value === false && mentions.has('quantising'))
    for (const method of ['fourBit', 'eightBit', 'fourBitAdapters'] as const)
      if (!named.has(method)) delete methods[method]
  if (mentions.has('ownPremises') && !named.has('hostedApi')) delete methods.hostedApi
  if (named.has('hostedApi') && isPermitted(draft, mentions)) {
    delete draft.brief.constraints.privacy
    delete draft.brief.constraints.airGapped
    delete methods.cloud
  }
}

/** "May not leave the EU", "EU region only": said with or without a ban, it means the same. */
function readEurope(draft: Draft, mentions: Mentions): void {
  const [first] = mentions.get('inEurope') ?? []
  if (!first || mentions.has('ownPremises')) return
  const words = wordsOf(draft, first.first, first.last)
  draft.brief.constraints.privacy = { value: inEurope, source: draft.source, words }
}

/** "不能联网", "sin internet", in phrases that hold their negation. */
function readOffNetwork(draft: Draft, mentions: Mentions): void {
  const [first] = mentions.get('offNetwork') ?? []
  if (!first || draft.said.has('air gap')) return
  draft.brief.constraints.airGapped = put(draft, 'air gap', true, first.first, first.last)
}

/** In the languages and phrases that read-model.ts does not read. */
function readFullTuning(draft: Draft, mentions: Mentions): void {
  const wish = mentions.get('fullTuning')?.find(({ negated }) => !negated)
  if (!wish || draft.said.has('full training')) return
  draft.brief.data.fullTraining = put(draft, 'full training', true, wish.first, wish.last)
}

/** "Self-hosted model" holds the words of a hosted one. */
const isOwn = ({ first }: TopicMention, mentions: Mentions): boolean =>
  (mentions.get('ownPremises') ?? []).some((own) => own.first <= first && first <= own.last)

/** "We only have one T4", "we only have this one"; not "we only have 300 photos" and not "… two weeks". */
function isOfDevices({ tokens, said }: Draft, { first, last }: TopicMention): boolean {
  const clause = tokens[first]?.clause
  const devices = ['training device', 'serving device'].flatMap((name) => said.get(name) ?? [])
  if (devices.some((device) => tokens[device.first]?.clause === clause)) return true
  return !tokens
    .slice(last + 1, last + 1 + objectReach)
    .some(
      (token) =>
        token.clause === clause && (countNoun(token.text) ?? unitWord(token.text)?.kind) !== undefined,
    )
}
/** Words from "we only have" to what it is. */
const objectReach = 5

const splits = [
  ['time', 'timeSplit'],
  ['group', 'groupSplit'],
  ['random', 'randomSplit'],
] as const satisfies readonly (readonly [string, Topic])[]

/** Of "random within each month" the careful part counts. */
function readSplit(draft: Draft, mentions: Mentions): boolean {
  const { targets } = draft.brief
  for (const [value, topic] of splits) {
    const found = mentions.get(topic) ?? []
    const wish = found.find(({ negated }) => !negated)
    if (wish) {
      const words = wordsOf(draft, wish.first, wish.last)
      targets.split = { value, source: draft.source, words }
      return true
    }
    if (found.length > 0 && targets.split?.value === value) delete targets.split
  }
  return false
}

const mayWords =
  /^(may|allowed|allow|ok|okay|fine|permitted|acceptable|approved|darf|durfen|erlaubt|permitido|permitida|permite|autorise|autorisee|permis)$/

/** "This one service may be called": what kept the data in house is lifted by it. */
function isPermitted({ tokens }: Draft, mentions: Mentions): boolean {
  const clauses = new Set(
    (mentions.get('hostedApi') ?? [])
      .filter(({ negated }) => !negated)
      .map(({ first }) => tokens[first]?.clause),
  )
  return tokens.some(({ text, clause }) => clauses.has(clause) && mayWords.test(text))
}

/** "Is oversampling a good idea?" asks and states nothing; "what if we split by time?" says what to take. */
function withoutQuestions({ tokens }: Draft, all: Mentions): Mentions {
  const isAsked = tokens.map(() => false)
  let from = 0
  tokens.forEach(({ text }, i) => {
    if (!/^[.!?？。！]$/.test(text) && i < tokens.length - 1) return
    const start = /^[¿¡]$/.test(tokens[from]?.text ?? '') ? from + 1 : from
    const asks = /^[?？]$/.test(text) && opensQuestion.test(tokens[start]?.text ?? '')
    const supposes = /^(if|about)$/.test(tokens[start + 1]?.text ?? '')
    if (asks && !supposes) isAsked.fill(true, from, i)
    from = i + 1
  })
  const states = ({ first }: TopicMention) => !isAsked[first]
  return new Map([...all].map(([topic, found]) => [topic, found.filter(states)]))
}

const opensQuestion =
  /^(is|are|was|were|do|does|did|should|would|will|why|what|which|how|when|where|who|ist|sind|soll|sollen|sollte|sollten|warum|wieso|wie|welche\w*|es|son|deberia\w*|que|como|est|faut|pourquoi|quel\w*|comment)$/

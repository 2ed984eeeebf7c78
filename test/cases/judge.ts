/** A reply against what its case expects, one check for each expectation. */
import type { Expectation, RequestCase } from './case-file.js'
import { isSaid } from './derived.js'
import { judgeDomain, judgeFact, judgeTask } from './facts.js'
import { type Check, globalChecks } from './global.js'
import { hintPattern, includesAny, occurrences } from './matching.js'
import { codeOf, type Reply } from './talk.js'
import { isAsked, isCovered } from './topics.js'

export interface Verdict extends Check {
  readonly about:
    | 'outcome'
    | 'understood'
    | 'asked'
    | 'included'
    | 'flagged'
    | 'avoided'
    | 'derived'
    | 'always'
}

const verdict = (about: Verdict['about'], name: string, ok: boolean, detail = ''): Verdict => ({
  about,
  name,
  ok,
  detail,
})

/** @param turn what the person wrote last */
export function judge(one: RequestCase, expect: Expectation, turn: string, reply: Reply): Verdict[] {
  const { must_understand: understand } = expect
  const accepted = [understand.domain, ...understand.domain_also_accept]
  const domain = judgeDomain(reply.brief, accepted)
  const task = judgeTask(reply.brief, understand.task)
  const isScope = expect.outcome !== 'decline'
  return [
    outcome(expect, reply),
    ...(isScope ? [verdict('understood', `domain ${accepted.join(' or ')}`, domain.ok, domain.got)] : []),
    ...(isScope ? [verdict('understood', `task ${understand.task}`, task.ok, task.got)] : []),
    ...Object.entries(understand.facts).map(([key, expected]) => {
      const { ok, got } = judgeFact(reply.brief, key, expected)
      return verdict('understood', `${key} = ${JSON.stringify(expected)}`, ok, got)
    }),
    ...expect.must_ask.map(({ topic }) => {
      const assumptions = expect.outcome === 'ask_first' ? [] : reply.assumptions
      const covered = isCovered(topic, reply.asked, assumptions)
      return verdict('asked', topic, covered.ok, covered.missing.join('; '))
    }),
    ...expect.must_not_ask.map(({ topic, already_given }) => {
      const question = isAsked(topic, reply.asked)
      return verdict('asked', `not: ${topic} (${already_given})`, question === undefined, question?.text)
    }),
    ...expect.must_include.map(({ id, what, any_of }) => {
      const hit = includesAny(reply.text, any_of)
      return verdict('included', `${id}: ${what}`, hit !== undefined, hit ?? any_of.join(', '))
    }),
    ...expect.must_flag.map(({ id, what, any_of }) => {
      const hit = includesAny(reply.text, any_of) ?? any_of.find((hint) => hintPattern(hint).test(reply.text))
      return verdict('flagged', `${id}: ${what}`, hit !== undefined, hit ?? any_of.join(', '))
    }),
    ...expect.must_avoid.flatMap(({ what, patterns }) =>
      patterns.map((pattern) => {
        const hit = avoidedHit(expect, reply, pattern)
        return verdict('avoided', `${what}: ${pattern}`, hit === undefined, hit)
      }),
    ),
    ...Object.entries(turn === one.text ? one.derived_numbers : {}).map(([key, number]) =>
      verdict('derived', `${key} = ${number.value}`, isSaid(key, number, reply.text), number.arithmetic),
    ),
    ...globalChecks(turn, reply).map(({ name, ok, detail }) => verdict('always', name, ok, detail)),
    // What is said later may be in English.
    ...(one.language === 'en' || !isScope || turn !== one.text ? [] : [notice(one, reply)]),
  ]
}

function outcome(expect: Expectation, reply: Reply): Verdict {
  const { first, asked, blocks, flagIds } = reply
  const isVague = first === 'ask' && reply.brief?.domain === undefined
  const got = `${first}${isVague ? ', vague' : ''}${flagIds.length > 0 ? `, flags ${flagIds.join(' ')}` : ''}${blocks ? ' (block)' : ''}`
  const ok = {
    propose: first === 'propose' && !blocks,
    propose_with_assumptions:
      (first === 'propose' || (first === 'ask' && asked.length <= 4)) && !isVague && !blocks,
    ask_first: first === 'ask' && asked.length >= 2 && reply.set === undefined,
    flag: flagIds.length > 0 || first === 'say',
    decline: first === 'decline',
  }[expect.outcome]
  return verdict('outcome', expect.outcome, ok, got)
}

/** In what is recommended: its heading, its plan of training, its code. Where nothing is proposed: anywhere at all. */
function avoidedHit(expect: Expectation, reply: Reply, pattern: string): string | undefined {
  if (expect.outcome === 'decline') return reply.raw.match(hintPattern(pattern))?.[0]
  const { set } = reply
  const best = set?.proposals.find(({ id }) => id === set.recommendation.id)
  if (!set || !best) return undefined
  const { loss, optimizer, schedule, regularization, precision, distribution } = best.training
  const done = [best.name, loss, optimizer, schedule, ...regularization, precision, distribution].join('\n')
  return occurrences(done, pattern)[0] ?? codeOf(best, reply.brief).match(hintPattern(pattern))?.[0]
}

/** An answer in English to other words says so in one line of their language. */
function notice({ language }: RequestCase, { text, set, asked, first }: Reply): Verdict {
  const inLanguage: Readonly<Record<string, RegExp>> = {
    de: /auf deutsch|englisch/i,
    es: /en español|inglés/i,
    fr: /en français|anglais/i,
    it: /in italiano|inglese/i,
    pt: /em português|inglês/i,
    nl: /in het nederlands|engels/i,
    pl: /po polsku|angielsk/i,
    tr: /türkçe|ingilizce/i,
    ru: /по-русски|английск/i,
    uk: /українською|англійськ/i,
    ja: /日本語|英語/,
    zh: /中文|英文|英语/,
    ko: /한국어|영어/,
    hi: /हिन्दी|हिंदी|अंग्रेज़ी|अंग्रेजी/,
    ar: /العربية|الإنجليزية/,
    sv: /på svenska|engelska/i,
  }
  const pattern = inLanguage[language]
  const ok = pattern ? pattern.test(text) : false
  return verdict(
    'always',
    `says in ${language} that it answers in English`,
    ok,
    `${first}, ${asked.length} asked, ${set ? 'proposed' : 'none proposed'}`,
  )
}

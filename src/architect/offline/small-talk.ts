/** Words that are neither facts nor a question about a design: going on, trying again, courtesy, attacks, and what nobody could read. */
import type { ProposalSet } from '../../design/proposal.js'
import type { Question } from '../../design/question.js'
import { bullets, literal } from './prose.js'
import { meaning } from './terms.js'
import { beginning, folded, placeOf } from './words.js'

/** The words of the button that tries again after a failure. */
const retry =
  /^\s*(please )?(try again|retry|nochmal|noch einmal|once more|otra vez|encore une fois)[.!]*\s*$/i
export const isRetry = (text: string): boolean => retry.test(text)

/** Longer words say more than that. */
const mostCharacters = 120

const courtesy =
  "(?:please|just|ok(?:ay)?|yes|yeah|yep|sure|fine|well|ja|bitte|si|vale|por favor|oui|d'accord|idk|hm+)"
const leaves = [
  "go (?:on|ahead|for it)|proceed|continue|carry on|use (?:your|the) (?:own )?(?:assumptions|defaults)|assume(?: the rest| it)?|whatever|any(?:thing)? is fine|you (?:decide|choose|pick)|your (?:call|choice)|up to you|i (?:do not|don'?t) (?:know|care)|idk|dunno|no idea|not sure|skip(?: (?:all|them|it|the questions|everything|this))?|defaults?(?: (?:is|are) fine)?",
  'weiter|mach (?:einfach )?weiter|nimm deine annahmen|keine ahnung|wei(?:ss|ß) (?:ich )?nicht|egal|du entscheidest|entscheide du',
  'sigue|adelante|continua|usa tus (?:suposiciones|supuestos)|no (?:lo )?se|ni idea|da igual|tu (?:eliges|decides)',
  'continuez?|vas-y|allez-y|utilise tes hypotheses|je ne sais pas|aucune idee|peu importe|a toi de voir|tu (?:choisis|decides)',
].join('|')
const assent = new RegExp(
  `^\\s*(?:${courtesy}[,.! ]*)*(?:${leaves})?(?:[,. ]*(?:and )?(?:${leaves}))?(?: with your assumptions)?[.!]*\\s*$`,
)
/** "Go ahead", "use your assumptions", "I don't know", or a plain yes. */
export const goesOn = (text: string): boolean =>
  text.trim() !== '' && text.length <= mostCharacters && assent.test(folded(text))

const greets =
  /^\W*(hi|hello|hey|hiya|yo|good (morning|evening|afternoon|day)|hallo|guten (tag|morgen|abend)|moin|servus|hola|buen[oa]s (dias|tardes|noches)|bonjour|salut|bonsoir)\b[^?]{0,30}$/
const thanks =
  /^\W*(many |ok(ay)?,? |great,? |cool,? )*(thanks|thank you|thx|ty|cheers|danke\w*|vielen dank|gracias|muchas gracias|merci\w*)\b[^?]{0,60}$/
const praises =
  /^\W*(this |that |it |the design )?(is |looks |sounds )?(really |very |so )?(great|perfect|cool|nice|super|ok(ay)?|good|awesome|excellent|amazing|lgtm|love it|well done|good (job|work)|impressive|wunderbar|prima|klasse|toll|genial|excelente|parfait)\b[^?]{0,40}$/
const insults =
  /\b(stupid|idiot\w*|useless|dumb|garbage|trash|crap|shit\w*|sucks?|moron|hate (you|this)|fuck\w*|wtf|bullshit|dumm\w*|scheis+\w*|blod\w*|inutil|estupid\w+|nul|debile|you('re| are) (bad|wrong|terrible|awful))\b/
const attacks = [
  /\b(ignore|disregard|forget|override|bypass)\b.*\b(instructions?|prompts?|rules|guidelines|everything|previous|above|training)\b/,
  /\b(reveal|print|show|leak|dump|tell|give|what('s| is| are))\b.*\b(system prompt|your (prompt|instructions)|secrets?|tokens?|api.?keys?|passwords?|environment( variables?)?|credentials?|config(uration)?)\b/,
  /\b(post|send|write|mention|notify|ping|dm)\b.*(@|\bchannel\b|\beveryone\b|<!|<@)|@(channel|everyone|here)\b|<!(here|channel|everyone)/,
  /\b(jailbreak|developer mode|dan mode|you are now|act as|pretend (to be|you))\b/,
  /\b(delete|drop|erase|wipe)\b.*\b(database|redis|sessions?|files?|everything|all (data|designs))\b/,
]
const asksWho =
  /\b(who|what) (are|r) (you|u)\b|\bare you (a |an )?(bot|robot|human|person|ai|real|chatgpt|gpt|claude)\b|\bwho (made|built|wrote) you\b|\bwhat (can|do) (you|i) (do|say|ask|write)\b|^\W*(help|hilfe|ayuda|aide)\W*$|\bwer bist du\b|\bquien eres\b|\bqui es-tu\b/

/** While questions are open: what they are for, and what is taken where nobody answers. */
const asksWhy = /\b(why|what for|what do you mean|warum|wozu|wieso|pourquoi|por que|para que)\b/
const asksDefaults =
  /\b(what|which)\b.*\b(assum\w*|defaults?|would you (take|pick|choose|use))\b|\bdefaults\b|\byour assumptions\?/
const asksOne = /\b(?:question|frage|pregunta|q|number|nr)\.?\s*([1-9])\b/

/** What can be said now, by where the conversation stands. */
export function unclear(set: ProposalSet | undefined, asked: readonly Question[] | undefined): string {
  if (set) return `I could read neither a change nor a question in that. ${possible(set)}`
  if (asked)
    return `I could read no answer in that. Answer in words, for example:\n${bullets(asked.map((question) => `_${question.id}: ${usualOf(question)}_`))}\nor by number in the order asked (_1: …, 2: …_), or write _use your assumptions_.`
  return 'I could not read a problem in that. Say what should be predicted or decided, from which data, and how much of it there is.'
}

const usualOf = ({ choices, default: usual }: Question) =>
  choices.find((choice) => choice.id === usual)?.label ?? usual

export function smallTalk(
  text: string,
  set: ProposalSet | undefined,
  asked: readonly Question[] | undefined,
): string {
  const words = beginning(text)
  const courteous = courtesyOf(text, set ? inShort(set) : asked ? openNow(asked) : '', set && possible(set))
  if (courteous !== undefined) return courteous
  if (set && praises.test(words))
    return `Glad that you like it. Write _go with ${set.recommendation.id}_ to choose it.`
  if (set && goesOn(text))
    return `These proposals rest on my assumptions already: _what did you assume?_ lists them. ${inShort(set)}`
  if (!set && asked) return aboutQuestions(words, asked)
  return unclear(set, asked)
}

/**
 * Thanks, greetings, insults, attacks, who I am: undefined for other words.
 * @param now what can be said now, in short; @param full the same at length
 */
export function courtesyOf(text: string, now: string, full = now): string | undefined {
  const words = beginning(text)
  if (attacks.some((pattern) => pattern.test(words)))
    return `That is nothing I do: I design models from what is said about a problem, and act on nothing else. ${now}`.trim()
  if (asksWho.test(words))
    return `I am a program that turns a problem into model designs: every number is computed, every blueprint is checked. ${full}`.trim()
  if (insults.test(words))
    return `Sorry that this does not help. Say what is wrong with it (a fact, a limit, a family that you want to see) and I design again. ${now}`.trim()
  if (thanks.test(words)) return `Glad it helps. ${now}`.trim()
  return greets.test(words) ? `Hello. ${now}`.trim() : undefined
}

function openNow(asked: readonly Question[]): string {
  return `${asked.length === 1 ? 'One question is' : `${asked.length} questions are`} open above; answer in words, or write _use your assumptions_.`
}

function aboutQuestions(words: string, asked: readonly Question[]): string {
  const number = asksOne.exec(words)?.[1]
  const place = number === undefined ? undefined : placeOf(number, asked.length)
  const one = place === undefined ? undefined : asked[place]
  if (one)
    return `${literal(one.text)} ${literal(one.why)}\n${bullets(one.choices.map(({ label, id }) => `${literal(label)}${id === one.default ? ' (assumed if you say nothing)' : ''}`))}`
  if (asksDefaults.test(words))
    return `If you say nothing I take:\n${bullets(asked.map((question) => `${literal(question.text)} **${literal(usualOf(question))}**`))}\nWrite _use your assumptions_ to go on with them.`
  const term = meaning(words)
  if (term) return `${term}\n${openNow(asked)}`
  if (asksWhy.test(words))
    return `Each answer would change the design:\n${bullets(asked.map((question) => `${literal(question.text)} ${literal(question.why)}`))}\nOr write _use your assumptions_.`
  return unclear(undefined, asked)
}

const inShort = ({ recommendation: { id } }: ProposalSet): string =>
  `Change a fact (_what if we only have one T4?_), ask (_why ${id}?_), or choose (_go with ${id}_).`

/** What works in a thread with proposals, with ids and names that exist. */
export function possible({ proposals, rejected, recommendation }: ProposalSet): string {
  const [first, second] = proposals
  const left = rejected.find(({ canBeBuilt }) => canBeBuilt) ?? rejected[0]
  const lines = [
    'change a fact: _what if we only have one T4?_, _halve the budget_, _make it smaller_',
    'suppose one, without changing anything: _what would twice the data bring?_',
    ...(left ? [`ask for a reason: _why not ${literal(left.name)}?_`] : []),
    ...(first && second ? [`compare: _compare ${first.id} and ${second.id} on latency_`] : []),
    `ask where a figure comes from: _how is the latency of ${recommendation.id} computed?_`,
    `choose: _go with ${recommendation.id}_`,
  ]
  return `In this thread you can\n${bullets(lines)}`
}

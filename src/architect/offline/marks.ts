/** A reply cut at the marks that name a question: "1: …", "2) …", "Q3 …", "first: …", "the second is …", "1b 2a". */
import type { Question } from '../../design/question.js'
import { folded, ordinalWords, placeOf } from './words.js'

export interface Marked {
  /** Absent for words before the first mark. */
  readonly question?: Question
  readonly words: string
  /** The place of a choice that the mark itself names: `2b`. */
  readonly choice?: number
}

export function marks(text: string, questions: readonly Question[]): Marked[] {
  return (
    compact(text, questions) ??
    toAll(text, questions) ??
    choiceByOrdinal(text, questions) ??
    cut(turned(text), questions)
  )
}

/** `1b 2a 3c`, `1-b, 2-a`: numbers of questions with letters of choices; what follows them is read on. */
export function compact(text: string, questions: readonly Question[]): Marked[] | undefined {
  const run =
    /^\s*(?:[1-9]\s?[-:.)]?\s?[a-f](?=$|[\s,;.])[\s,;]*(?:(?:and|und|y|et)\s+(?=[1-9]\s?[a-f]\b))?)+/i.exec(
      text,
    )?.[0]
  if (run === undefined) return undefined
  const pairs = [...run.matchAll(/([1-9])\s?[-:.)]?\s?([a-f])(?=$|[\s,;.])/gi)]
  const read = pairs.flatMap(([, number = '', letter = '']) => {
    const question = questions[Number(number) - 1]
    const choice = letter.toLowerCase().charCodeAt(0) - 97
    return question && choice < question.choices.length ? [{ question, words: '', choice }] : []
  })
  if (read.length < pairs.length) return undefined
  const rest = text.slice(run.length).replace(/^[\s,;.]*(?:and|und|y|et)?\s*/i, '')
  return rest === '' ? read : [...read, { words: rest }]
}

/** "Yes to both", "no to all". */
function toAll(text: string, questions: readonly Question[]): Marked[] | undefined {
  const said =
    /^\W*(.{1,40}?)\s+(?:to|for|zu|fur|auf|a|para|pour|aux?)\s+(?:both|all|each|every|everything|beide[ns]?|alle[ns]?|ambas|ambos|tod[ao]s?|tous|toutes|les deux)\b[\w\s]{0,20}\W*$/.exec(
      folded(text),
    )?.[1]
  return said === undefined ? undefined : questions.map((question) => ({ question, words: said }))
}

/** "The second one": a choice of the question that comes first. */
function choiceByOrdinal(text: string, questions: readonly Question[]): Marked[] | undefined {
  const [question] = questions
  const word = new RegExp(
    `^\\W*(?:i'?d (?:say|go for) |take |i (?:take|choose|pick) )?(?:the |der |die |das |la |el |le |l')?(${ordinalWords})(?: (?:one|option|choice|answer|opcion|antwort))?(?: please| bitte)?\\W*$`,
  ).exec(folded(text))?.[1]
  const choice = word && question ? placeOf(word, question.choices.length) : undefined
  return question && choice !== undefined ? [{ question, words: '', choice }] : undefined
}

const place = `(?:the\\s+)?(?:question\\s+|q|#)?([1-9]|${ordinalWords})(?:\\s+(?:one|question))?`

/** "Skip 2", "no idea about the third", "yes to the first": the mark is put before its words. */
function turned(text: string): string {
  const pattern = new RegExp(
    `(^|[,;.\\n]\\s*|\\band\\s+)(skip|pass|idk|no idea|not sure|don'?t know|i don'?t know|dunno|yes|no|ja|nein|si|oui|non|you choose|you decide)(?:\\s+(?:to|for|on|about|auf|zu|a|pour))?\\s+${place}(?=$|[\\s,;.!?])`,
    'gi',
  )
  return text.replace(
    pattern,
    (_, before: string, words: string, which: string) => `${before}\n${which}: ${words}`,
  )
}

/** Where a mark stands, and where its words begin. */
const mark = new RegExp(
  [
    // `2: daily`, `2) daily`, `Q2 daily`, `2. daily` at the start of a line
    '(?:^|[\\n,;.]\\s*|\\s)(?:(?:question|frage|pregunta|q|nr\\.?|no\\.?|#)\\s*([1-9])\\s*[:.)=\\-–]?|\\(?([1-9])\\s*[:)=]|(?<=^|\\n)\\s*([1-9])\\s*[.\\-–](?=\\s))\\s*',
    // `first: yes`, `the second is daily`, `for the third one, 5 years`
    `(?:^|[\\n,;.]\\s*|\\band\\s+|\\bund\\s+|\\by\\s+|\\bet\\s+)(?:for |to |as for |on |zur? |para |pour )?(?:the |die |der |das |la |el |le )?(${ordinalWords})(?: (?:one|question|frage|pregunta))?\\s*(?:[:,=\\-–]|is\\b|are\\b|ist\\b|es\\b|est\\b)\\s*`,
  ].join('|'),
  'gi',
)

function cut(text: string, questions: readonly Question[]): Marked[] {
  const plain = folded(text)
  const found = [
    ...plain.matchAll(named(questions) ?? mark),
    ...(named(questions) ? plain.matchAll(mark) : []),
  ]
    .flatMap((match) => {
      const word = match.slice(1).find((group) => group !== undefined) ?? ''
      const at = placeOf(word, questions.length) ?? idPlace(word, questions)
      const question = at === undefined ? undefined : questions[at]
      return question ? [{ question, from: match.index, to: match.index + match[0].length }] : []
    })
    .sort((a, b) => a.from - b.from)
    .filter(({ from }, i, all) => i === 0 || from >= (all[i - 1]?.to ?? 0))
  const [first] = found
  if (!first) return [{ words: text }]
  const before = text.slice(0, first.from).trim()
  const pieces = found.map(({ question, to }, i) => ({
    question,
    words: tidy(text.slice(to, found[i + 1]?.from ?? text.length)),
  }))
  return before === '' ? pieces : [{ words: before }, ...pieces]
}

const tidy = (words: string) => words.trim().replace(/(?:[,;.]|\s(?:and|und|y|et))+$/i, '')

/** `history: 3 years`: a question by its id. */
function named(questions: readonly Question[]): RegExp | undefined {
  const ids = questions.map(({ id }) => folded(id).replace(/[^a-z0-9]/g, '.'))
  return ids.length > 0 ? new RegExp(`(?:^|[\\n,;.]\\s*)(${ids.join('|')})\\s*[:=]\\s*`, 'g') : undefined
}
const idPlace = (word: string, questions: readonly Question[]) => {
  const at = questions.findIndex(({ id }) => folded(id) === word)
  return at < 0 ? undefined : at
}

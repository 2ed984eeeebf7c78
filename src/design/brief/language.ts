/**
 * Which language a text is in: by its script, and among those in Latin letters by the commonest small words and the
 * terms that are known of each. Decides how `2,5` and `3.400` are read, and which words stand for which facts.
 */
import { foldWord } from './fold.js'
import { type LexiconCode, lexicons, termOf } from './lexicon/lookup.js'

export type Language = 'en' | LexiconCode

const english =
  'the a an and or of for to with we our is are in on at from next under per model predict which it this that have has by as be no not only all any can want need must using one every day week us without it two our their each than or'
/** Languages that are recognised in order to say that they are not read: Scandinavian, Czech, Romanian, Hungarian, Finnish, Indonesian, Vietnamese. */
const unread =
  'och att som av med det inte vi ett til og ikke jsou nebo ktery pro na si pentru este care dagar veckor manader egy hogy es nem ja ei etta yang dan untuk dengan cua va cho voi'

const latin = (Object.keys(lexicons) as LexiconCode[]).filter((code) => lexicons[code].small !== '')
const small = new Map<string, (Language | 'unknown')[]>()
const vote = (words: string, language: Language | 'unknown') => {
  for (const word of words.split(' '))
    small.set(foldWord(word), [...(small.get(foldWord(word)) ?? []), language])
}
vote(english, 'en')
vote(unread, 'unknown')
for (const code of latin) vote(lexicons[code].small, code)

const englishTerms: ReadonlySet<string> = new Set(
  Object.values(lexicons).flatMap(({ terms }) => Object.keys(terms)),
)

/** A word that the readers know in English, or one of its commonest. */
export const isEnglish = (folded: string): boolean =>
  englishTerms.has(folded) || (small.get(folded)?.includes('en') ?? false)

/** A term is a rarer sign than a small word, and some are the same in several languages. */
const termWeight = 0.6
/** English is what is written where nothing speaks for another language. */
const englishStart = 0.7
const longestRead = 4_000

const han = /[\u3400-\u9fff]/g

/** Scripts, and the language that each is taken for. */
const scripts: readonly (readonly [Language | 'unknown', RegExp])[] = [
  // Known by its kana, which its Han letters outnumber.
  ['ja', /[\u3040-\u30ff]/g],
  ['ko', /[\uac00-\ud7af]/g],
  ['zh', /[\u3400-\u9fff]/g],
  ['ru', /[\u0400-\u04ff]/g],
  ['hi', /[\u0900-\u097f]/g],
  ['unknown', /[\u0370-\u03ff\u0590-\u06ff\u0e00-\u0eff\u0980-\u0dff\u10a0-\u10ff]/g],
]
/** A letter of a dense script says as much as several Latin ones, and names and units are Latin everywhere. */
const density = 3
/** Letters that Russian does not have. */
const otherCyrillic = /[іїєґўђћљњџјѓќ]/i

/** Letters and endings that one language has and its neighbours have not. */
const signs: readonly (readonly [Language | 'unknown', RegExp])[] = [
  // Scandinavian, Vietnamese, Czech, Hungarian and Romanian are recognised, not read.
  ['unknown', /[åøæơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹěřůțșőű]/],
  ['en', /(?:ted|ght|ould|ness|wn)$/],
  ['de', /[äöüß]|(?:ung|ungen|heit|keit|schaft|lich|liche[nrs]?|isch|bank)$/],
  ['es', /ñ|(?:ías?|ción|ciones|idad|miento|emos)$/],
  ['fr', /[èêîûœ]|^(?:d|l|qu|j|s)['’]|(?:eur|eurs|ées|ité)$/],
  ['it', /[ìò]|(?:zione|zioni|ità|mento|elle|ello|etta|gli|ette|rei)$/],
  ['pt', /[ãõ]|(?:ção|ções|dade|agem|inha|nhas|nhos)$/],
  ['nl', /ij|(?:heid|eren|isch|ische|oor|sel)$/],
  ['pl', /[łąęśźżćń]|(?:owy|owe|owych|ych|anie|enia|ość)$/],
  ['tr', /[ğşı]|(?:lar|ler|ları|leri|mak|mek|yor|yorum)$/],
]
const signWeight = 0.7

function signsIn(words: readonly string[]): (Language | 'unknown')[] {
  return [...new Set(words)].flatMap((word) =>
    signs.filter(([, pattern]) => pattern.test(word)).map(([language]) => language),
  )
}

export interface Languages {
  /** `unknown` where it is one that is recognised and not read. */
  readonly main: Language | 'unknown'
  /** Others that parts of the text are written in, the likeliest first. */
  readonly also: readonly LexiconCode[]
}

/** The language of a text, `unknown` where it is one that is recognised and not read. */
export const detectLanguage = (text: string): Language | 'unknown' => detectLanguages(text).main

/** Votes from which a language beside the main one is written in the text, and no coincidence of words. */
const alsoWritten = 2

/** "Please predict churn. Wir haben 50.000 Kunden." is English, and German besides. */
export function detectLanguages(text: string): Languages {
  const sample = text.slice(0, longestRead)
  const script = scriptOf(sample)
  const words = sample.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? []
  const main = script ?? best(votesOf(words, signsIn(words)))
  // Neighbours share words: only what the main language does not have speaks for another.
  const others = words.filter((word) => !isOf(main, foldWord(word)))
  const also = [...votesOf(others)]
    .filter(([language, weight]) => weight >= alsoWritten && language !== main && language in lexicons)
    .sort(([, a], [, b]) => b - a)
    .map(([language]) => language as LexiconCode)
  return { main, also: also.slice(0, mostBeside) }
}
/** Whether the language has the word, among those that are known of it. */
function isOf(language: Language | 'unknown', word: string): boolean {
  if (isEnglish(word) || small.get(word)?.includes(language)) return true
  return language in lexicons && termOf(language as LexiconCode, word) !== undefined
}
/** A text in more languages is none that people write. */
const mostBeside = 2

function scriptOf(sample: string): Language | 'unknown' | undefined {
  const letters = sample.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0
  for (const [language, pattern] of scripts) {
    const own = sample.match(pattern)?.length ?? 0
    const found = own > 0 && language === 'ja' ? own + (sample.match(han)?.length ?? 0) : own
    if (found === 0 || density * found < letters) continue
    return language === 'ru' && otherCyrillic.test(sample) ? 'unknown' : language
  }
  return undefined
}

type Votes = ReadonlyMap<Language | 'unknown', number>

function votesOf(words: Iterable<string>, signs: readonly (Language | 'unknown')[] = []): Votes {
  const votes = new Map<Language | 'unknown', number>([['en', englishStart]])
  const add = (language: Language | 'unknown', weight: number) =>
    votes.set(language, (votes.get(language) ?? 0) + weight)
  for (const language of signs) add(language, signWeight)
  const seen = new Set<string>()
  for (const written of words) {
    const word = foldWord(written)
    // English has no accents: "för" is not "for".
    const owners = (small.get(word) ?? []).filter((owner) => owner !== 'en' || word === written)
    // "De" is said in four languages and speaks softly for each.
    for (const language of owners) add(language, 1 / Math.sqrt(owners.length))
    if (seen.has(word) || word.length < 4) continue
    seen.add(word)
    if (englishTerms.has(word)) {
      add('en', termWeight)
      continue
    }
    const sharing = latin.filter((code) => termOf(code, word) !== undefined)
    for (const code of sharing) add(code, termWeight / Math.sqrt(sharing.length))
  }
  return votes
}

function best(votes: Votes): Language | 'unknown' {
  const [first] = [...votes].sort(([, a], [, b]) => b - a)
  return first?.[0] ?? 'en'
}

const pointDecimal: ReadonlySet<string> = new Set(['en', 'ja', 'zh', 'ko', 'hi', 'unknown'])
/** Whether `2,5` is two and a half. */
export const writesCommaDecimal = (language: Language | 'unknown'): boolean => !pointDecimal.has(language)

const heads =
  /(prognosen?|vorhersagen?|zeitreihen?|filialen|zahler|anlagen|sensoren|maschinen|kunden|artikel|standorte|produkte|stationen|turbinen|verbrauch|bilder|fotos|aufnahmen|texte|mails|anfragen|rechnungen|dokumente|klassen|kategorien|arten|spalten|merkmale|nutzer|transaktionen|erkennung|klassifikation|daten|pumpen|meldungen|stimmen)$/

/** The last part of a German compound, where it is one that matters here: `Lastprognose`, `Stromzähler`. */
export function compoundHead(word: string): string | undefined {
  const head = heads.exec(word)?.[1]
  return head !== undefined && head.length < word.length ? head : undefined
}

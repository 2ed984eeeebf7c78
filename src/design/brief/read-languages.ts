/** The languages of the data: "in Spanish and Catalan", "(DE/EN)", "English tickets". */
import { type Draft, put } from './draft.js'
import { isNegated } from './vocabulary.js'

const names: readonly (readonly [code: string, words: string])[] = [
  ['en', 'english englisch ingles anglais inglese engels'],
  ['de', 'german deutsch deutsche deutschen aleman allemand tedesco duits alemao'],
  ['fr', 'french franzosisch frances francais francese frans'],
  ['es', 'spanish spanisch espanol castellano espagnol spagnolo spaans espanhol'],
  ['it', 'italian italienisch italiano italien italiaans'],
  ['pt', 'portuguese portugiesisch portugues portugais portoghese portugees'],
  ['nl', 'dutch niederlandisch holandes neerlandais olandese nederlands'],
  ['ca', 'catalan katalanisch catala'],
  ['pl', 'polish polnisch polaco polonais polacco pools polski'],
  ['cs', 'czech tschechisch checo tcheque'],
  ['sv', 'swedish schwedisch sueco suedois'],
  ['da', 'danish danisch danes danois'],
  ['no', 'norwegian norwegisch noruego norvegien'],
  ['fi', 'finnish finnisch'],
  ['el', 'greek griechisch griego grec'],
  ['ru', 'russian russisch ruso russe russo'],
  ['uk', 'ukrainian ukrainisch'],
  ['tr', 'turkish turkisch turco turc'],
  ['ar', 'arabic arabisch arabe arabo'],
  ['he', 'hebrew hebraisch'],
  ['fa', 'persian farsi'],
  ['hi', 'hindi'],
  ['bn', 'bengali bangla'],
  ['ta', 'tamil'],
  ['te', 'telugu'],
  ['ur', 'urdu'],
  ['zh', 'chinese mandarin cantonese chinesisch chino chinois cinese'],
  ['ja', 'japanese japanisch japones japonais giapponese'],
  ['ko', 'korean koreanisch coreano coreen'],
  ['vi', 'vietnamese vietnamesisch'],
  ['th', 'thai'],
  ['id', 'indonesian bahasa'],
  ['sw', 'swahili kiswahili'],
  ['hu', 'hungarian ungarisch'],
  ['ro', 'romanian rumanisch'],
  ['eu', 'basque'],
]
const codeOf = new Map(
  names.flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const)),
)
const codes: ReadonlySet<string> = new Set(names.map(([code]) => code))

const most = 20
/** Fields whose data has a language. */
const spoken: ReadonlySet<string> = new Set(['language', 'audio', 'multimodal', 'vision'])

export function readLanguages(draft: Draft): void {
  const { tokens, brief } = draft
  if (!spoken.has(brief.domain?.value ?? '')) return
  const found: string[] = []
  let [first, last] = [-1, -1]
  tokens.forEach((_, i) => {
    const code = nameAt(draft, i) ?? pairAt(draft, i)
    if (!code || isNegated(tokens, i) || isAnswer(draft, i)) return
    if (first < 0) first = i
    // Quoted is the first stretch of them.
    if (i - last <= 3 || last < 0) last = i
    if (!found.includes(code)) found.push(code)
  })
  if (found.length > 0) brief.data.languages = put(draft, 'languages', found.slice(0, most), first, last)
}

/** With its capital: "polish the floor" and "French fries" name no language of the data. */
function nameAt({ tokens }: Draft, i: number): string | undefined {
  const token = tokens[i]
  if (token?.kind !== 'word') return undefined
  const code = codeOf.get(token.text)
  const capital = token.raw.charAt(0) !== token.raw.charAt(0).toLowerCase()
  const named = capital || !otherwise.test(token.raw.toLowerCase())
  const dish = /^(fries|press|doors?|companies|market|customers|states|banks?|courts?)$/.test(
    tokens[i + 1]?.text ?? '',
  )
  return code && named && !dish ? code : undefined
}

/** In small letters these are other words. */
const otherwise = /^(polish|danish|danes|frances|frans|catala|french|checo|polaco|thai|pools|bahasa)$/

/** `DE/EN`, `(EN, PL)`, `de-en`: codes stand beside each other. */
function pairAt({ tokens }: Draft, i: number): string | undefined {
  const token = tokens[i]
  if (token?.kind !== 'word' || token.raw.length !== 2 || !codes.has(token.text)) return undefined
  const upper = token.raw === token.raw.toUpperCase()
  const beside = [-2, 2].some((d) => {
    const arrow = isArrow(tokens, d < 0 ? i - 2 : i + 1)
    const joint = arrow ? '-' : (tokens[i + d / 2]?.text ?? '')
    const other = tokens[arrow ? i + Math.sign(d) * 3 : i + d]
    const isCode = other?.kind === 'word' && other.raw.length === 2 && codes.has(other.text)
    const alike = isCode && (other.raw === other.raw.toUpperCase()) === upper
    return alike && (upper ? /^([/,&+→-]|and|or|und)$/ : /^[/→-]$/).test(joint)
  })
  return beside ? token.text : undefined
}

/** `->` between two codes; `→` is one mark. */
const isArrow = (tokens: Draft['tokens'], at: number): boolean =>
  tokens[at]?.text === '-' && tokens[at + 1]?.text === '>'

const orders = /^(reply|respond|antworte|antworten|responde)$/
/** "Our reply" is text of theirs. */
const owned = /^(a|an|the|our|their|its|my|your|each|every|old|final|human|written|unsere|unseren)$/

/** "Please answer in German" is about the reply. */
function isAnswer({ tokens }: Draft, i: number): boolean {
  const from = Math.max(0, i - 4)
  return (
    tokens
      .slice(from, i)
      .some(({ text }, k) => orders.test(text) && !owned.test(tokens[from + k - 1]?.text ?? '')) ||
    (/^in$/.test(tokens[i - 1]?.text ?? '') && /^answer$/.test(tokens[i - 2]?.text ?? ''))
  )
}

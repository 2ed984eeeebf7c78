/**
 * The commands that people type, parsed here and nowhere else. What is no command is a problem to design for, or a
 * reply: a word of the list opens a command only where what follows it fits.
 */
import { nearest } from '../design/spec/issue.js'
import { formatRef, parseRef, type Ref } from './ref.js'

/** What a design is exported as. */
export const exportForms = ['markdown', 'json', 'decision', 'code'] as const
export type ExportForm = (typeof exportForms)[number]

/** What a team's channel is told of. */
export const noticeKinds = ['proposed', 'revised', 'decided', 'failed'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Where a command names no design, the one of the thread is meant. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'status' }
  | { readonly name: 'usage' }
  | { readonly name: 'history'; readonly words: string }
  | { readonly name: 'show'; readonly ref?: Ref }
  | { readonly name: 'cancel'; readonly ref?: Ref }
  | { readonly name: 'forget'; readonly ref?: Ref }
  | { readonly name: 'compare'; readonly refs: readonly [Ref, Ref] }
  | { readonly name: 'export'; readonly ref?: Ref; readonly form?: ExportForm }
  | { readonly name: 'profile'; readonly change?: ProfileChange }
  | { readonly name: 'notify'; readonly change?: NotifyChange }
export type CommandName = Command['name']

/** `set`: words whose facts are taken in; `clear`: a fact by its name, or all. */
export type ProfileChange =
  | { readonly kind: 'set'; readonly words: string }
  | { readonly kind: 'clear'; readonly fact: string }

export type NotifyChange =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on'
      /** As it was typed: `#ml-team`, `<#C123|ml-team>`, `here`. */
      readonly channel: string
      /** All where none was named. */
      readonly events: readonly NoticeKind[]
      readonly timeZone?: string
    }

export type ReadCommand =
  | { readonly kind: 'command'; readonly command: Command }
  /** A command, but not enough of it, or with something that it does not take. */
  | { readonly kind: 'unclear'; readonly name: CommandName; readonly problem: string }
  /** One word that is close to a command; `meant` is the whole line as it was probably meant. */
  | { readonly kind: 'misspelt'; readonly meant: string }

export interface CommandHelp {
  readonly name: CommandName
  readonly usage: string
  readonly does: string
  readonly example: string
}

/** In the order in which help shows them. */
export const commandHelp: readonly CommandHelp[] = [
  { name: 'status', usage: 'status', does: 'what is being designed now', example: 'status' },
  {
    name: 'history',
    usage: 'history [words]',
    does: 'past designs, newest first, or those that hold the words',
    example: 'history churn',
  },
  { name: 'show', usage: 'show <id>', does: 'a design or one of its proposals', example: 'show 7K2M-A' },
  {
    name: 'compare',
    usage: 'compare <id> <id>',
    does: 'two designs, proposals or revisions side by side',
    example: 'compare 7K2M-A 7K2M-2A',
  },
  {
    name: 'export',
    usage: `export <id> [${exportForms.join('|')}]`,
    does: 'a design as files',
    example: 'export 7K2M decision',
  },
  {
    name: 'profile',
    usage: 'profile [set <facts>|clear <fact>]',
    does: "the team's standing facts, with which every design begins",
    example: 'profile set two A10G, PyTorch only, EU hosting',
  },
  {
    name: 'notify',
    usage: `notify [#channel [${noticeKinds.join(' ')}] [time zone]|off]`,
    does: 'which channel is told of designs and gets the weekly digest',
    example: 'notify #ml-team decided Europe/Berlin',
  },
  { name: 'cancel', usage: 'cancel <id>', does: 'ends the work on a design', example: 'cancel 7K2M' },
  {
    name: 'forget',
    usage: 'forget <id>',
    does: 'removes a design and every word of it',
    example: 'forget 7K2M',
  },
  {
    name: 'usage',
    usage: 'usage',
    does: 'what was used this month, and the limits',
    example: 'usage',
  },
  { name: 'help', usage: 'help', does: 'this list', example: 'help' },
]
const names = commandHelp.map(({ name }) => name)
const isName = (word: string): word is CommandName => names.some((name) => name === word)

/**
 * @param text as it was typed, without the slash command itself
 * @param inThread whether it stands in a design's thread: there only whole commands count, all else is a reply
 * @returns undefined for what is no command
 */
export function readCommand(text: string, inThread: boolean): ReadCommand | undefined {
  const line = text.trim().replace(/\s+/g, ' ')
  const [first = '', ...rest] = line.split(' ')
  const word = first
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/[:.!?]$/, '')
  const after = line.slice(first.length).trim()
  if (!isName(word)) return inThread ? undefined : misspelt(word, rest)
  const read = readers[word](after, rest, first.endsWith(':'))
  if (read === undefined || (inThread && !isMeantInThread(read, rest))) return undefined
  if ('problem' in read) return { kind: 'unclear', name: word, problem: read.problem }
  if (!inThread && namesDesign.has(word) && !('ref' in read))
    return { kind: 'unclear', name: word, problem: `Say which design: ${usageOf(word)}.` }
  return { kind: 'command', command: read }
}

const namesDesign: ReadonlySet<CommandName> = new Set(['show', 'cancel', 'forget', 'export'])

/** "forget that", "show more": among plain words a design's name is one that is written like one. */
function isMeantInThread(read: Command | { readonly problem: string }, words: readonly string[]): boolean {
  if ('problem' in read) return false
  return ('ref' in read && read.ref) || 'refs' in read
    ? words.some((word) => parseRef(word) && (word === word.toUpperCase() || /[\d-]/.test(word)))
    : true
}

const usageOf = (name: CommandName): string =>
  `\`${commandHelp.find((help) => help.name === name)?.usage ?? name}\``

type Read = Command | { readonly problem: string } | undefined
type Reader = (after: string, words: readonly string[], hasColon: boolean) => Read

/** More words than these are a problem to design for that begins with the word. */
const mostHistoryWords = 4

const readers: Readonly<Record<CommandName, Reader>> = {
  help: alone('help'),
  status: alone('status'),
  usage: alone('usage'),
  history: (after, words) =>
    words.length <= mostHistoryWords ? { name: 'history', words: after } : undefined,
  show: ofDesign('show'),
  cancel: ofDesign('cancel'),
  forget: ofDesign('forget'),
  compare(_, words) {
    const refs = words
      .filter((word) => !/^(and|with|to|vs\.?|,)$/i.test(word))
      .map((word) => word.replace(/,$/, ''))
    const [a, b] = refs.map(parseRef)
    if (refs.length === 0) return { problem: `Say which two: ${usageOf('compare')}.` }
    if (refs.length === 1 && a)
      return { problem: `Say what ${formatRef(a)} is compared with: ${usageOf('compare')}.` }
    return refs.length === 2 && a && b ? { name: 'compare', refs: [a, b] } : undefined
  },
  export(_, words) {
    const forms = words.map(formOf)
    const form = forms.find((found) => found !== undefined)
    const others = words.filter((_, i) => forms[i] === undefined && !/^as$/i.test(words[i] ?? ''))
    const ref = parseRef(others[0] ?? '')
    if (others.length > 1 || (others.length === 1 && !ref)) return undefined
    return { name: 'export', ...(ref && { ref }), ...(form && { form }) }
  },
  profile(after, words, hasColon) {
    const [verb = '', ...rest] = words
    if (after === '') return { name: 'profile' }
    if (hasColon) return { name: 'profile', change: { kind: 'set', words: after } }
    const said = rest.join(' ')
    if (/^set$/i.test(verb) && said !== '') return { name: 'profile', change: { kind: 'set', words: said } }
    if (/^clear$/i.test(verb) && rest.length <= 2)
      return { name: 'profile', change: { kind: 'clear', fact: said || 'all' } }
    return {
      problem:
        'To change the team profile, write `profile set` and the facts. To have something designed, begin with another word than "profile".',
    }
  },
  notify(after, words) {
    const [channel = '', ...rest] = words
    if (after === '') return { name: 'notify' }
    if (/^off$/i.test(channel) && rest.length === 0) return { name: 'notify', change: { kind: 'off' } }
    if (!/^(#|<#|here$)/i.test(channel)) return undefined
    return notifyOn(channel, rest)
  },
}

/** A command that takes nothing: with more words behind it, it is the beginning of a sentence. */
function alone(name: 'help' | 'status' | 'usage'): Reader {
  return (after) => (after === '' ? { name } : undefined)
}

function ofDesign(name: 'show' | 'cancel' | 'forget'): Reader {
  return (after, words) => {
    if (after === '') return { name }
    const ref = words.length === 1 ? parseRef(after) : undefined
    return ref && { name, ref }
  }
}

const formNames: Readonly<Record<string, ExportForm>> = {
  md: 'markdown',
  record: 'decision',
  adr: 'decision',
  python: 'code',
  py: 'code',
}
function formOf(word: string): ExportForm | undefined {
  const small = word.toLowerCase()
  return exportForms.find((form) => form === small) ?? formNames[small]
}

function notifyOn(channel: string, words: readonly string[]): Read {
  const events: NoticeKind[] = []
  let timeZone: string | undefined
  for (const word of words) {
    const small = word.toLowerCase().replace(/,$/, '')
    const kind = noticeKinds.find((known) => known === small)
    if (kind) events.push(kind)
    else if (isTimeZone(word)) timeZone = word
    else
      return {
        problem: `"${lettersOf(word)}" is neither an event nor a time zone. Events: ${noticeKinds.join(', ')}. A time zone is written like Europe/Berlin.`,
      }
  }
  const all = events.length > 0 ? [...new Set(events)] : noticeKinds
  return { name: 'notify', change: { kind: 'on', channel, events: all, ...(timeZone && { timeZone }) } }
}

/** What may stand in a sentence: letters, digits and what joins them. */
const lettersOf = (word: string) => word.replace(/[^\p{L}\p{N}/-]/gu, '').slice(0, 40)

/** An IANA name that this runtime knows, or UTC. */
function isTimeZone(word: string): boolean {
  if (!/^([A-Za-z_+-]+\/[A-Za-z0-9_+/-]+|UTC|GMT)$/.test(word)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: word })
    return true
  } catch {
    return false
  }
}

/** One word, or one with a design's name: a sentence is left alone. */
function misspelt(word: string, rest: readonly string[]): ReadCommand | undefined {
  if (word.length < 4 || rest.length > 2 || !rest.every((other) => parseRef(other) || formOf(other)))
    return undefined
  const letters = (text: string) => [...text].sort().join('')
  const meant = names.find((name) => letters(name) === letters(word)) ?? nearest(word, names)
  return meant === undefined ? undefined : { kind: 'misspelt', meant: [meant, ...rest].join(' ') }
}

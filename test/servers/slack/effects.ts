/** What a message does beside being read: whom it mentions, where it leads. For tests that words of a user do neither. */
import type { Fields } from './rules/check.js'
import { isObject } from './rules/check.js'
import type { Message } from './world.js'

export interface Mention {
  readonly kind: 'user' | 'channel' | 'usergroup' | 'broadcast'
  /** The id, or `here`, `channel`, `everyone`. */
  readonly target: string
  /** Where it stands: `text`, or a JSON pointer into the blocks. */
  readonly at: string
}

export interface Link {
  readonly url: string
  readonly label?: string
  readonly at: string
}

export interface Effects {
  readonly mentions: readonly Mention[]
  readonly links: readonly Link[]
}

/**
 * Every mention and link of a message, in its text and its blocks. Text and blocks both count: which of the two
 * a client shows is not the sender's to decide.
 */
export function effectsOf(message: Pick<Message, 'text' | 'blocks' | 'attachments' | 'sent'>): Effects {
  const found: { mentions: Mention[]; links: Link[] } = { mentions: [], links: [] }
  const parse = message.sent.parse
  const isNamed = parse === 'full' || message.sent.link_names === true || message.sent.link_names === 'true'
  readMrkdwn(message.text, '/text', found, { names: isNamed, addresses: parse !== 'none' })
  for (const [index, block] of (message.blocks ?? []).entries()) readNode(block, `/blocks/${index}`, found)
  for (const [index, attachment] of (message.attachments ?? []).entries())
    readNode({ ...attachment }, `/attachments/${index}`, found)
  return found
}

type Found = { mentions: Mention[]; links: Link[] }

function readNode(node: unknown, at: string, found: Found): void {
  if (Array.isArray(node)) {
    for (const [index, each] of node.entries()) readNode(each, `${at}/${index}`, found)
    return
  }
  if (!isObject(node)) return
  const read = readers[String(node.type)]
  if (read) read(node, at, found)
  if (typeof node.url === 'string' && node.type !== 'link')
    found.links.push({ url: node.url, at, ...labelOf(node) })
  for (const [name, each] of Object.entries(node))
    if (typeof each === 'object') readNode(each, `${at}/${name}`, found)
}

const mention =
  (kind: Mention['kind'], field: string) =>
  (node: Fields, at: string, found: Found): void => {
    found.mentions.push({ kind, target: String(node[field]), at })
  }

const readers: Readonly<Record<string, (node: Fields, at: string, found: Found) => void>> = {
  mrkdwn: (node, at, found) => {
    const isVerbatim = node.verbatim === true
    readMrkdwn(String(node.text), at, found, { names: false, addresses: !isVerbatim })
  },
  markdown: (node, at, found) => readMarkdown(String(node.text), at, found),
  user: mention('user', 'user_id'),
  channel: mention('channel', 'channel_id'),
  usergroup: mention('usergroup', 'usergroup_id'),
  broadcast: mention('broadcast', 'range'),
  link: (node, at, found) => {
    found.links.push({ url: String(node.url), at, ...labelOf(node) })
  },
}

function labelOf(node: Fields): { label?: string } {
  const text = isObject(node.text) ? node.text.text : node.text
  return typeof text === 'string' ? { label: text } : {}
}

/** `<@U1>`, `<#C1>`, `<!here>`, `<!subteam^S1>`, `<https://a|label>`; bare addresses; names where asked for. */
function readMrkdwn(
  text: string,
  at: string,
  found: Found,
  bare: { readonly names: boolean; readonly addresses: boolean },
): void {
  const rest = text.replace(/<([^<>]*)>/g, (whole, inside: string) => {
    readAngle(inside, at, found)
    return ' '.repeat(whole.length)
  })
  if (bare.names)
    for (const [, sign, name] of rest.matchAll(/(?<![\w])([@#])([\p{L}\p{N}._-]+)/gu))
      found.mentions.push(namedMention(sign ?? '', name ?? '', at))
  if (bare.addresses)
    for (const [url] of rest.matchAll(/https?:\/\/[^\s<>|]+/g)) found.links.push({ url, at })
}

function namedMention(sign: string, name: string, at: string): Mention {
  if (sign === '#') return { kind: 'channel', target: name, at }
  const isBroadcast = ['here', 'channel', 'everyone'].includes(name)
  return { kind: isBroadcast ? 'broadcast' : 'user', target: name, at }
}

function readAngle(inside: string, at: string, found: Found): void {
  const [target = '', label] = inside.split('|')
  const [, user] = /^@([UW]\w+)$/.exec(target) ?? []
  const [, channel] = /^#([CDG]\w+)$/.exec(target) ?? []
  const [, group] = /^!subteam\^(\w+)$/.exec(target) ?? []
  const [, everyone] = /^!(here|channel|everyone)$/.exec(target) ?? []
  if (user) found.mentions.push({ kind: 'user', target: user, at })
  else if (channel) found.mentions.push({ kind: 'channel', target: channel, at })
  else if (group) found.mentions.push({ kind: 'usergroup', target: group, at })
  else if (everyone) found.mentions.push({ kind: 'broadcast', target: everyone, at })
  else if (/^(https?:\/\/|mailto:|tel:)/.test(target))
    found.links.push({ url: target, at, ...(label === undefined ? {} : { label }) })
}

/** A markdown block takes Slack's angle brackets too, and Markdown's own links and pictures. */
function readMarkdown(text: string, at: string, found: Found): void {
  const unescaped = text.replace(/\\[\\`*_{}[\]()#+.!<>|-]/g, '  ')
  const rest = unescaped.replace(
    /\[([^\]]*)\]\(\s*<?([^)\s>]+)[^)]*\)/g,
    (whole, label: string, url: string) => {
      found.links.push({ url, label, at })
      return ' '.repeat(whole.length)
    },
  )
  readMrkdwn(rest, at, found, { names: false, addresses: true })
}
